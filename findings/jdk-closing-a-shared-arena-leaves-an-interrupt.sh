#!/bin/sh
# JDK 22 and newer (seen with 25.0.3): Arena.close() of a shared arena gets threads out of an access to its memory; the
# access throws IllegalStateException, as documented. Now and then the interrupt status of such a thread is set as well,
# although nobody has interrupted it, so that its next sleep or read of a channel fails. Needs a JDK of 22 or newer.
. "$(dirname "$0")/lib.sh"
major=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
if [ "$major" -lt 22 ]; then
  echo "this needs a JDK of 22 or newer on the PATH, there is $major" >&2
  exit 2
fi
cat >Closing.java <<'JAVA'
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

public class Closing {
  private static volatile boolean began;
  private static volatile boolean interrupted;

  public static void main(String[] arguments) throws Exception {
    int found = 0;
    for (int round = 0; round < 2000; round++) {
      Arena arena = Arena.ofShared();
      MemorySegment memory = arena.allocate(8, 8);
      began = false;
      Thread reader = new Thread(() -> read(memory));
      reader.start();
      while (!began) {
        Thread.onSpinWait();
      }
      Thread.sleep(1);
      arena.close();
      reader.join();
      found += interrupted ? 1 : 0;
    }
    System.out.println(found > 0 ? "set in some rounds" : "never set");
  }

  private static void read(MemorySegment memory) {
    long sum = 0;
    try {
      while (true) {
        began = true;
        for (int i = 0; i < 1000; i++) {
          memory.set(ValueLayout.JAVA_LONG, 0, sum);
          sum += memory.get(ValueLayout.JAVA_LONG, 0) + 1;
        }
      }
    } catch (IllegalStateException closed) {
      interrupted = Thread.currentThread().isInterrupted();
    }
  }
}
JAVA
java -version 2>&1 | head -n 1
expect "the interrupt status of a thread that the closing got out" "set in some rounds" "$(java Closing.java)"
