#!/bin/sh
# Groovy 5.1.1: Types.ofType(type, Types.ASSIGNMENT_OPERATOR) is true of every operator that assigns but
# one: %= (Types.REMAINDER_EQUAL). Who looks for assignments in the tree that the compiler gives so
# overlooks x %= y.
. "$(dirname "$0")/lib.sh"
artifact org.apache.groovy:groovy:5.1.1
cat >Operators.java <<'JAVA'
import org.codehaus.groovy.syntax.Types;

public class Operators {
  public static void main(String[] args) {
    for (String operator : "= += -= *= /= **= %= <<= >>= >>>= &= |= ^= ?=".split(" ")) {
      if (!Types.ofType(Types.lookup(operator, Types.UNKNOWN), Types.ASSIGNMENT_OPERATOR)) {
        System.out.println(operator);
      }
    }
  }
}
JAVA
javac -cp groovy-5.1.1.jar Operators.java
expect "operators that assign and are none" "%=" "$(java -cp groovy-5.1.1.jar:. Operators | tr '\n' ' ' | sed 's/ $//')"
