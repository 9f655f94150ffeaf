import signal, time, os
signal.signal(signal.SIGALRM, lambda *a: print('alarm')); signal.setitimer(signal.ITIMER_REAL, 0.1); time.sleep(0.3)
signal.signal(signal.SIGCHLD, lambda *a: None)
r, w = os.pipe()
if os.fork() == 0: time.sleep(0.1); os._exit(0)
if os.fork() == 0: time.sleep(0.3); os.write(w, b'x'); os._exit(0)
print(os.read(r, 1)); os.wait(); os.wait()
