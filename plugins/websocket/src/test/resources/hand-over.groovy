// An acceptor completes the handshake and passes the connection to a worker; both are processes.
acceptor = shell 'acceptor'
worker = shell 'worker'
worker { l = socket(); bind l, 'work'; listen l }
address = acceptor {
  h = socket(); connect h, 'work'
  l = socket AF_INET; bind l, '127.0.0.1:0'; listen l
  getsockname l
}
worker { h = accept l }
accepted = acceptor.start {
  c = accept l
  s = wsaccept c
  assert wsrecv(s).text == 'for the acceptor'
  sendfd h, c, s.head
  close c
}
c = socket AF_INET; connect c, address
ws = wsconnect c, '/pool'
wssend ws, 'for the acceptor'
wssend ws, 'for the worker'
accepted.get 20.s
pid = worker {
  m = recvmsg h
  s = wsadopt m.fds[0], m.text
  assert s.path == '/pool'
  wssend s, [getpid().toString(), wsrecv(s).text].join(' ')
  getpid()
}
assert wsrecv(ws, timeout: 20.s).text == "$pid for the worker"
ended = worker.start { wsrecv s }
assert wsclose(ws, 1000, 'done', timeout: 20.s).code == 1000
