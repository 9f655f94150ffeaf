import asyncio
async def handle(r, w):
    w.write(await r.read(100)); await w.drain(); w.close()
async def main():
    s = await asyncio.start_server(handle, '127.0.0.1', 0)
    for i in range(4):
        r, w = await asyncio.open_connection(*s.sockets[0].getsockname()); w.write(b'hi'); print(await r.read(10)); w.close()
    u = await asyncio.start_unix_server(handle, 'aio'); r, w = await asyncio.open_unix_connection('aio'); w.write(b'hi'); print(await r.read(10)); w.close(); u.close(); import os; os.unlink('aio')
    p = await asyncio.create_subprocess_exec('cat', 'small', stdout=asyncio.subprocess.PIPE); print(await p.communicate())
    s.close()
asyncio.run(main())
