#!/bin/sh
# JDK 17.0.15 and 25.0.3: Files.readString and Files.readAllBytes give only the first character of a
# numeric file below /proc/sys. Such a file has the size 0, so the first read is of one byte; the kernel
# answers a second read, at offset 1, with the end of file. Files.readAllLines and a FileInputStream,
# which begin with a large buffer, give all of it, as they do of /proc/meminfo, which can be read on.
. "$(dirname "$0")/lib.sh"
cat >Read.java <<'JAVA'
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

public class Read {
  public static void main(String[] args) throws Exception {
    Path file = Path.of("/proc/sys/net/unix/max_dgram_qlen");
    System.out.println(Files.readString(file).length());
    System.out.println(Files.readAllBytes(file).length);
    System.out.println(Files.readAllLines(file).get(0));
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      System.out.println(new String(in.readAllBytes()).strip());
    }
  }
}
JAVA
java -version 2>&1 | head -n 1
real=$(cat /proc/sys/net/unix/max_dgram_qlen)
[ "$real" -ge 10 ] || { echo "needs a value of two digits in max_dgram_qlen" >&2; exit 2; }
java Read.java >seen
expect "Files.readString, characters" 1 "$(sed -n 1p seen)"
expect "Files.readAllBytes, bytes" 1 "$(sed -n 2p seen)"
expect "Files.readAllLines" "$real" "$(sed -n 3p seen)"
expect "FileInputStream.readAllBytes" "$real" "$(sed -n 4p seen)"
