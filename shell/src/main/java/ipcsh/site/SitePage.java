package ipcsh.site;

import ipcsh.draw.Markup;

/** What all pages have in common: the head, the bar with the search, the foot. */
final class SitePage {
  private final String root;
  private final StringBuilder body = new StringBuilder();
  private final String title;
  private final String kind;

  /**
   * A page.
   *
   * @param root the way to the start of the site: empty, or {@code ../}
   * @param kind the CSS class of its body
   */
  SitePage(String root, String title, String kind) {
    this.root = root;
    this.title = title;
    this.kind = kind;
  }

  /** Adds HTML to the main part. */
  SitePage add(String html) {
    body.append(html);
    return this;
  }

  /** The whole page. */
  String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="generator" content="ipcsh">
        <meta name="color-scheme" content="light dark">
        <title>%2$s</title>
        <link rel="stylesheet" href="%1$sassets/site.css">
        <script src="%1$sassets/theme.js"></script>
        </head>
        <body class="%3$s">
        <a class="skip" href="#main">Skip to the text</a>
        <header class="bar">
        <a class="brand" href="%1$sindex.html"><span aria-hidden="true">&gt;_</span> ipcsh course</a>
        <nav aria-label="Site"><a href="%1$sindex.html">Lessons</a><a href="%1$scommands.html">Commands</a>\
        <a href="%1$ssheet.html">Cheat sheet</a></nav>
        <form class="search" role="search" data-root="%1$s">
        <input type="search" name="q" placeholder="Search  /" aria-label="Search the course" autocomplete="off" \
        aria-controls="results" aria-describedby="found">
        <div id="results" hidden></div><p id="found" class="unseen" role="status"></p>
        </form>
        <button type="button" class="theme" hidden aria-label="Light or dark"></button>
        </header>
        <main id="main">
        %4$s</main>
        <footer class="foot"><p>Made by <code>ipcsh export lessons</code>. \
        The transcripts are those of real runs.</p></footer>
        <script src="%1$sassets/search-index.js" defer></script>
        <script src="%1$sassets/site.js" defer></script>
        </body>
        </html>
        """
        .formatted(root, Markup.escape(title), kind, body);
  }
}
