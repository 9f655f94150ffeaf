import socket, threading
def server(s):
    conn, addr = s.accept()
    with conn:
        while True:
            data = conn.recv(1024)
            if not data: break
            conn.sendall(data)
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM); s.bind(('127.0.0.1', 0)); s.listen(1)
t = threading.Thread(target=server, args=(s,)); t.start()
with socket.create_connection(s.getsockname()) as c:
    c.sendall(b'Hello, world'); print(c.recv(1024))
t.join()
