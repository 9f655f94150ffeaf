package ipcsh.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests names that were possibly meant: none rather than one with little similarity. */
public final class SpellingSuggestion {
  private static final int MOST = 3;

  /** Shorter names are prefixes of too many others. */
  private static final int SHORTEST_BEGINNING = 3;

  /** In a shorter name the first letter must match. */
  private static final int LONG_ENOUGH = 4;

  private SpellingSuggestion() {}

  /**
   * The names most similar to an unknown one, best first; empty if none is similar. A name in
   * capitals is a constant: suggested only for a name in capitals, and only within the same family.
   */
  public static List<String> to(String name, Collection<String> names) {
    return names.stream()
        .distinct()
        .filter(candidate -> candidate.length() > 1 && !name.isEmpty())
        .filter(candidate -> isNear(name, candidate) || isBeginning(name, candidate))
        .sorted(
            Comparator.comparing((String c) -> isConstant(c) != isConstant(name))
                .thenComparingInt(c -> distance(name, c))
                .thenComparing(c -> c))
        .limit(MOST)
        .toList();
  }

  /** Whether one is a misspelling of the other, with one or two errors. */
  private static boolean isNear(String name, String candidate) {
    if (name.equalsIgnoreCase(candidate)) {
      return true;
    }
    boolean constant = isConstant(name);
    if (constant != isConstant(candidate) || distance(name, candidate) > slips(name.length())) {
      return false;
    }
    // in a short name the first letter is the most reliable part
    return (name.length() > LONG_ENOUGH || sameBegin(name, candidate))
        && (!constant || sameBegin(name, candidate) && isSameFamily(name, candidate));
  }

  private static boolean sameBegin(String name, String candidate) {
    return Character.toLowerCase(name.charAt(0)) == Character.toLowerCase(candidate.charAt(0));
  }

  private static int slips(int length) {
    return length < 3 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3;
  }

  /**
   * {@code SO_REUSADDR} and {@code SO_REUSEADDR}: the part before the first underscore is the same.
   */
  private static boolean isSameFamily(String name, String candidate) {
    String family = family(name);
    return distance(family, family(candidate)) <= (family.length() < 2 ? 0 : 1);
  }

  private static String family(String name) {
    int bar = name.indexOf('_');
    return bar > 0 ? name.substring(0, bar) : "";
  }

  /** {@code sock} for {@code socketpair}. */
  private static boolean isBeginning(String name, String candidate) {
    return name.length() >= SHORTEST_BEGINNING
        && isConstant(name) == isConstant(candidate)
        && candidate.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isConstant(String name) {
    return name.length() > 1
        && name.equals(name.toUpperCase(Locale.ROOT))
        && !name.equals(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The same for names of shells and roles: they are few, and one may be a single letter, or all in
   * capitals without being a constant.
   */
  static List<String> toGiven(String name, Collection<String> names) {
    return names.stream()
        .distinct()
        .filter(candidate -> !name.isEmpty() && !candidate.isEmpty())
        .filter(candidate -> isNearGiven(name, candidate))
        .sorted(Comparator.comparingInt((String c) -> distance(name, c)).thenComparing(c -> c))
        .limit(MOST)
        .toList();
  }

  private static boolean isNearGiven(String name, String candidate) {
    boolean beginning =
        name.length() >= SHORTEST_BEGINNING
            && candidate.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
    return beginning
        || distance(name, candidate) <= Math.max(1, slips(name.length()))
            && (name.length() > LONG_ENOUGH || sameBegin(name, candidate));
  }

  /** The same as text, {@code "; did you mean bind?"}, or an empty text. */
  public static String say(String name, Collection<String> names) {
    return say(to(name, names));
  }

  /** The result of {@link #toGiven} as text. */
  static String sayGiven(String name, Collection<String> names) {
    return say(toGiven(name, names));
  }

  private static String say(List<String> near) {
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** The edit distance: letters changed, added, removed or swapped with their neighbour. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        least = Math.min(least, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
