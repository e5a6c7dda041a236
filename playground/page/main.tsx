import './page.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createWorkspace, WorkspaceContext } from './workspace.ts'

const root = createRoot(document.getElementById('page') as HTMLElement)
const workspace = createWorkspace((shown) =>
  root.render(
    <WorkspaceContext value={workspace}>
      <App {...shown} />
    </WorkspaceContext>,
  ),
)
await workspace.follow()
