(r, w) = pipe()
assert waiting(r) == 0
write w, 'hello'
assert r.waiting() == 5
fails(EBADF) { waiting 999 }
