package ipcsh.kit;

import groovy.json.JsonOutput;
import groovy.json.JsonSlurper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A real Chromium with one page, controlled over its DevTools protocol. Closing ends all its
 * processes.
 */
public final class Browser implements AutoCloseable {
  private static final Duration BOUND = Wait.LONG;

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Process process;
  private final WebSocket page;
  private int last;

  /** Opens a file; the browser's own files are in {@code directory}. */
  public Browser(Path directory, Path file, boolean dark) throws Exception {
    this(directory, file.toUri().toString(), dark);
  }

  /** Opens an address of this machine. */
  public Browser(Path directory, String url, boolean dark) throws Exception {
    Tools.need("chromium");
    Path profile = Files.createDirectories(directory.resolve("profile"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"));
    command.add("--remote-debugging-port=0");
    command.add("--user-data-dir=" + profile);
    command.add("--window-size=1400,900");
    command.add("about:blank");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("TMPDIR", directory.toString());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("chromium.log").toFile());
    process = builder.start();
    Path port = profile.resolve("DevToolsActivePort");
    Wait.until(BOUND, "the browser", () -> Files.exists(port) && text(port).contains("\n"));
    String base = "http://127.0.0.1:" + text(port).lines().findFirst().orElseThrow();
    Map<?, ?> tab = (Map<?, ?>) request(base + "/json/new?about:blank");
    page =
        http.newWebSocketBuilder()
            .buildAsync(URI.create((String) tab.get("webSocketDebuggerUrl")), new Listener())
            .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    ask(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    ask("Page.navigate", Map.of("url", url));
    await("document.readyState + location.href", ("complete" + url)::equals);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notYet) {
      return "";
    }
  }

  private Object request(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).PUT(HttpRequest.BodyPublishers.noBody()).build();
    return new JsonSlurper().parseText(http.send(request, BodyHandlers.ofString()).body());
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean whole) {
      message.append(data);
      if (whole) {
        answers.add(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  private Map<?, ?> ask(String method, Map<String, ?> parameters) throws Exception {
    int id = ++last;
    page.sendText(JsonOutput.toJson(Map.of("id", id, "method", method, "params", parameters)), true)
        .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    while (true) {
      String text = answers.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("no answer to " + method);
      }
      Map<?, ?> answer = (Map<?, ?>) new JsonSlurper().parseText(text);
      if (Integer.valueOf(id).equals(answer.get("id"))) {
        if (answer.get("error") != null) {
          throw new AssertionError(method + ": " + answer.get("error"));
        }
        return (Map<?, ?>) answer.get("result");
      }
    }
  }

  /** The value of an expression in the page. */
  public Object value(String script) throws Exception {
    Map<?, ?> answer =
        ask(
            "Runtime.evaluate",
            Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
    if (answer.get("exceptionDetails") != null) {
      throw new AssertionError(script + ": " + answer.get("exceptionDetails"));
    }
    return ((Map<?, ?>) answer.get("result")).get("value");
  }

  /** Waits until the value of an expression satisfies a predicate. */
  public void await(String script, Predicate<Object> wanted) throws Exception {
    long end = System.nanoTime() + BOUND.toNanos();
    Object value = value(script);
    while (!wanted.test(value)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(script + " is " + value);
      }
      Thread.onSpinWait();
      value = value(script);
    }
  }

  /** Clicks with the mouse on the element that a selector finds. */
  public void click(String selector) throws Exception {
    String box = "document.querySelector('" + selector + "').getBoundingClientRect().";
    double x = ((Number) value(box + "x + 20")).doubleValue();
    double y = ((Number) value(box + "y + 10")).doubleValue();
    for (String type : List.of("mousePressed", "mouseReleased")) {
      ask(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }
  }

  /** Sets the size of the window, in CSS pixels. */
  public void size(int width, int height) throws Exception {
    ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
  }

  /** The page as it is printed, on the paper that it asks for. */
  public byte[] pdf() throws Exception {
    Map<String, ?> parameters = Map.of("preferCSSPageSize", true, "printBackground", true);
    String data = (String) ask("Page.printToPDF", parameters).get("data");
    return Base64.getDecoder().decode(data.getBytes(StandardCharsets.US_ASCII));
  }

  /** A screenshot of the page, as PNG. */
  public byte[] picture() throws Exception {
    String data = (String) ask("Page.captureScreenshot", Map.of()).get("data");
    return Base64.getDecoder().decode(data.getBytes(StandardCharsets.US_ASCII));
  }

  /** A picture of a part of the page at its left edge, however large the window is. */
  public byte[] picture(int y, int width, int height, double scale) throws Exception {
    Map<String, ?> clip = Map.of("x", 0, "y", y, "width", width, "height", height, "scale", scale);
    Map<String, ?> parameters = Map.of("clip", clip, "captureBeyondViewport", true);
    String data = (String) ask("Page.captureScreenshot", parameters).get("data");
    return Base64.getDecoder().decode(data.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(ended -> ended.onExit().join());
  }
}
