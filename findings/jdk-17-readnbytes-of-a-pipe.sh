#!/bin/sh
# JDK 17.0.15: FileInputStream.readNBytes(int) of a pipe, a FIFO or a terminal throws IOException "Illegal
# seek" before it has read a byte: it asks for the position first, which such a file has not. readNBytes
# with an array, and the same method of a BufferedInputStream around it, read it. A newer JDK reads it.
. "$(dirname "$0")/lib.sh"
cat >Read.java <<'JAVA'
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

public class Read {
  public static void main(String[] args) throws Exception {
    try (InputStream in = new FileInputStream("/dev/stdin")) {
      InputStream from = args[0].equals("buffered") ? new BufferedInputStream(in) : in;
      boolean array = args[0].equals("array");
      System.out.println(array ? from.readNBytes(new byte[3], 0, 3) : from.readNBytes(3).length);
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
JAVA
java -version 2>&1 | head -n 1
javac Read.java
version=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.specification.version = //p')
if [ "$version" = 17 ]; then plain="Illegal seek"; else plain=3; fi
printf abcdef >file
expect "readNBytes(3) of a file" 3 "$(java Read plain <file)"
expect "readNBytes(3) of a pipe, Java $version" "$plain" "$(cat file | java Read plain)"
expect "into an array" 3 "$(cat file | java Read array)"
expect "buffered" 3 "$(cat file | java Read buffered)"
