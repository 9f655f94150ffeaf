// Exercise 5. Opening a FIFO waits for the other side. See fifo(7); lesson 14.
title 'A FIFO has two sides'

// == task ==
// The child writer opens the FIFO path to write a line into it, and does not get on: the job writing waits. Let it
// write, and assign the line that it writes to the variable line.

// == start ==
path = "${scratch()}/fifo"
mkfifo path, 0600
line = null
writer = fork()
writing = writer.start {
    def f = open(path, O_WRONLY)
    write f, "the secret of ${getpid()}"
    close f
}

// == check ==
// the writer has written
try { eventually(timeout: 2.s) { writing.done || why(writer).size() > 0 } } catch (Throwable e) { }
assert writing.done : "it waits in ${why(writer)[0]?.call}"

// its calls have succeeded
def failed = null
try { writing.done && writing.get(1.s) } catch (Throwable e) { failed = e.message }
assert writing.done && !failed : failed ?: 'it still waits'

// line is what it has written
assert "$line" == "the secret of $writer.pid" : "line is '$line'"

// == hints ==
// open of a FIFO for writing blocks until a reader opens it as well.

// This shell can be the reader: open path, O_RDONLY.

// line = read(r).text

// == solution ==
r = open path, O_RDONLY
line = read(r).text
close r

// == wrong: opens it and does not read ==
r = open path, O_RDONLY
close r

// == wrong: guesses the line ==
r = open path, O_RDONLY
eventually { writing.done }
line = "the secret of ${getpid()}"
