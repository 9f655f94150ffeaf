#!/bin/sh
# jnr-posix 3.2.5: FileStat.major() and minor() of rdev split the number as another system does: /dev/null,
# 1:3 on Linux (null(4)), whose rdev is 0x103, is 0 and 259. stat(1) splits it rightly.
. "$(dirname "$0")/lib.sh"
jars com.github.jnr jnr-posix 3.2.5
cat >Device.java <<'JAVA'
import jnr.posix.FileStat;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

public class Device {
  public static void main(String[] args) {
    POSIX posix = POSIXFactory.getNativePOSIX();
    FileStat stat = posix.stat("/dev/null");
    System.out.println(stat.rdev() + " " + stat.major(stat.rdev()) + ":" + stat.minor(stat.rdev()));
  }
}
JAVA
javac -cp 'jars/*' Device.java
java -cp 'jars/*:.' Device >out 2>seen || { cat seen >&2; exit 1; }
expect "/dev/null as stat(1) has it" "1:3" "$(stat -c %t:%T /dev/null)"
expect "rdev, and what major() and minor() make of it" "259 0:259" "$(cat out)"
