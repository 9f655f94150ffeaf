package ipcsh.repl;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.repl.SymbolLookup.Site;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * The tip below the input line: the usage of the command being typed, with the current argument
 * highlighted.
 */
final class Tips {
  private final SymbolLookup known;
  private final BooleanSupplier color;

  Tips(SymbolLookup known, BooleanSupplier color) {
    this.known = known;
    this.color = color;
  }

  /** The tip, or null if there is none. */
  AttributedString at(String line, int cursor, int width) {
    CompletionContext place = CompletionContext.at(line, cursor);
    Site site = known.site(place.call());
    if (place.kind() == CompletionContext.Kinds.STATEMENT
        || place.kind() == CompletionContext.Kinds.VALUE) {
      CommandModel typed = place.word().isEmpty() ? null : known.command(place.word());
      site = typed == null ? site : new Site(typed, -1, null);
    }
    return site == null || width < 20 ? null : tip(site, width);
  }

  private AttributedString tip(Site site, int width) {
    String usage = site.form().usage();
    AttributedStringBuilder tip = new AttributedStringBuilder();
    Matcher here = argument(site, usage);
    if (here == null) {
      tip.styled(AttributedStyle::faint, usage);
    } else {
      tip.styled(AttributedStyle::faint, usage.substring(0, here.start()));
      tip.styled(AttributedStyle::bold, here.group());
      tip.styled(AttributedStyle::faint, usage.substring(here.end()));
    }
    tip.styled(AttributedStyle::faint, "  " + site.command().summary());
    if (!color.getAsBoolean()) {
      tip = new AttributedStringBuilder().append(tip.toString());
    }
    return tip.columnLength() < width
        ? tip.toAttributedString()
        : tip.columnSubSequence(0, width - 1);
  }

  /** The part of the usage for the argument at the cursor, or null. */
  private static Matcher argument(Site site, String usage) {
    String name = site.option();
    if (name == null && site.index() >= 0) {
      List<Parameter> parameters = site.parameters();
      name = parameters.isEmpty() ? null : parameters.get(0).name();
    }
    if (name == null) {
      return null;
    }
    Matcher found =
        Pattern.compile("(?<=[(\\[ ])" + Pattern.quote(name) + "(?![\\w])[^,)\\]]*").matcher(usage);
    return found.find() ? found : null;
  }
}
