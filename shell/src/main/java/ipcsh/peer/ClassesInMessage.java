package ipcsh.peer;

import ipcsh.handle.CompiledClass;
import ipcsh.handle.CompiledEntry;
import ipcsh.handle.TextBasis;
import ipcsh.inspect.UntrustedValues;
import ipcsh.inspect.UntrustedValues.Wrong;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How compiled entries, and what they depend on, are written in messages: as lists. A role says
 * what its next entry depends on, its shell sends the classes of that entry.
 */
final class ClassesInMessage {
  private ClassesInMessage() {}

  /** The program, the name of the class, and the names; null for null. */
  static List<Object> sent(TextBasis basis) {
    if (basis == null) {
      return null;
    }
    List<Object> sent = new ArrayList<>(List.of(basis.program(), basis.className()));
    sent.addAll(basis.names());
    return sent;
  }

  /** Decodes it, null for null; {@link Wrong} if it is not valid. */
  static TextBasis basis(Object received) {
    if (received == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (Object each : UntrustedValues.list(received)) {
      words.add(UntrustedValues.name(each));
    }
    if (words.size() < 2) {
      throw new Wrong("expected the basis of a text, told " + words.size() + " words");
    }
    return new TextBasis(words.get(0), words.get(1), new HashSet<>(words.subList(2, words.size())));
  }

  /** The name and the class file of each class. */
  static List<Object> sent(List<CompiledClass> classes) {
    List<Object> sent = new ArrayList<>();
    for (CompiledClass each : classes) {
      sent.add(each.name());
      sent.add(each.bytes());
    }
    return sent;
  }

  /** Decodes an entry; null if there is none, {@link Wrong} if it is not valid. */
  static CompiledEntry entry(Object basis, Object classes) {
    if (basis == null) {
      return null;
    }
    List<CompiledClass> all = new ArrayList<>();
    String name = null;
    for (Object each : UntrustedValues.list(classes)) {
      if (name == null) {
        name = UntrustedValues.name(each);
      } else if (each instanceof byte[] bytes) {
        all.add(new CompiledClass(name, bytes));
        name = null;
      } else {
        throw new Wrong("expected a class");
      }
    }
    return new CompiledEntry(basis(basis), all);
  }
}
