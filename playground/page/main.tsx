import './page.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createWorkspace, WorkspaceContext } from './workspace.ts'

const workspace = createWorkspace()
createRoot(document.getElementById('page') as HTMLElement).render(
  <WorkspaceContext value={workspace}>
    <App />
  </WorkspaceContext>,
)
await workspace.follow()
