import subprocess, os
print(subprocess.run(['cat', 'small'], capture_output=True)); p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE); print(p.communicate(b'hi')); os.system('true'); print(os.popen('ls').read()[:5])
a = subprocess.Popen(['cat', 'big'], stdout=subprocess.PIPE); b = subprocess.Popen(['head', '-1'], stdin=a.stdout, stdout=subprocess.PIPE); a.stdout.close(); print(b.communicate()); a.wait()
r, w = os.pipe(); subprocess.run(['sh', '-c', f'echo hi >&{w}'], pass_fds=[w]); os.close(w); print(os.read(r, 10))
