import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Passes connections on to an address, until it is stopped: then its own address can't be connected to. */
export async function startProxy(target: string) {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let server: Server
  let own = 0
  const start = async () => {
    server = createServer((socket) => {
      const onwards = connect(Number(port), hostname)
      for (const one of [socket, onwards]) {
        sockets.add(one)
        one.once('close', () => sockets.delete(one)).on('error', () => one.destroy())
      }
      socket.pipe(onwards).pipe(socket)
    })
    server.listen(own, '127.0.0.1')
    await once(server, 'listening')
    own = (server.address() as AddressInfo).port
  }
  await start()
  return {
    url: `http://127.0.0.1:${own}`,
    start,
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      if (server.listening) await once(server, 'close')
    },
  }
}
