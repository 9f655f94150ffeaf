import socket, socketserver, threading
class H(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(self.request.recv(1024).upper())
for S in (socketserver.ThreadingTCPServer, socketserver.ForkingTCPServer, socketserver.TCPServer):
    with S(('127.0.0.1', 0), H) as s:
        t = threading.Thread(target=s.serve_forever); t.start()
        for i in range(3):
            with socket.create_connection(s.server_address) as c:
                c.sendall(b'hi'); print(c.recv(100))
        s.shutdown(); t.join()
