// Names and texts that C would stumble over. */ and /* in a comment, and a backslash \
double_ = 1
struct = 2
printf = 3
linux = 4
text = 'five'
m_size = 6
// */ ends nothing \
println "$struct $printf $linux $text $m_size ${struct + printf * 2} 100% %d %n"
println 'quote " backslash \\ tab\t? ??/ ??( äöü € \u00e9 %s'
println "even: ${struct % 2 == 0}"
(index, time) = socketpair()
write index, 'a\0b"\\\nä'
m = read time, 100
println m.size
assert m.text == 'a\0b"\\\nä'
assert m.text != 'a'
write index, [1, 2, 255]
assert read(time).size == 3
write index, text
assert read(time, 4).text == 'five'
send index, "${text}-${m_size}", MSG_DONTWAIT
assert recv(time, 100).text == 'five-6'
for (i in 1..3) { println i }
5.times { println it * 2 }
n = 0
while (n < 3) { n++ }
if (n == 3 && struct < 3) { println 'three' } else { println 'not three' }
println n > 2 ? 'more' : 'less'
assert n in 1..3
close index
assert read(time).eof
fails(EBADF) { close 77 }
