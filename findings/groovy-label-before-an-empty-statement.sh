#!/bin/sh
# Groovy 5.1.1: a label before an empty statement, y: ; as Java has it, is not parsed: the builder of the
# tree fails with a NullPointerException in place of an error of syntax that names the line.
. "$(dirname "$0")/lib.sh"
artifact org.apache.groovy:groovy:5.1.1
cat >Label.java <<'JAVA'
import groovy.lang.GroovyShell;

public class Label {
  public static void main(String[] args) {
    try {
      new GroovyShell().parse("y: ;");
      System.out.println("parsed");
    } catch (RuntimeException e) {
      System.out.println(e.getMessage().contains("NullPointerException") ? "NullPointerException" : e.toString());
    }
  }
}
JAVA
javac -cp groovy-5.1.1.jar Label.java
expect "y: ;" NullPointerException "$(java -cp groovy-5.1.1.jar:. Label 2>/dev/null)"
