
// ---- The end of each script, as it stands in the file: "N BYTES FIGURE" on a line of standard input asks for so many round
// trips of so many bytes, and for a figure: total (the answer is the nanoseconds), each (50, 99 and 99.9 % of the round trips took
// at most so many nanoseconds) or flow (so many messages one way).
String answer(Closure trips, int n, int bytes, String figure) {
    if (figure != 'each') {
        return trips(n, bytes)
    }
    long[] times = new long[n]
    for (int i = 0; i < n; i++) {
        times[i] = trips(1, bytes)
    }
    Arrays.sort(times)
    return [0.5, 0.99, 0.999].collect { times[Math.max(0, Math.ceil(n * it) as int) - 1] }.join(' ')
}

System.in.eachLine { line ->
    asked = line.split(' ')
    if (tells) {
        println answer(asked[2] == 'flow' ? flow : trips, asked[0] as int, asked[1] as int, asked[2])
        System.out.flush()
    } else {
        (asked[2] == 'flow' ? flow : trips)(asked[0] as int, asked[1] as int)
    }
}
