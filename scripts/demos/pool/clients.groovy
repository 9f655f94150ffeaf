// Many clients of a real library, the WebSocket client of the JDK (java.net.http). Each sends one message after the other,
// the next when the one before was acknowledged. When its connection is lost it connects again, and sends again what was not
// acknowledged. One that has no answer for ten seconds gives its connection up, and says so.
// Needs plugins/websocket.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.net.http.HttpClient
import java.net.http.WebSocket
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.concurrent.TimeoutException
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

class Client implements WebSocket.Listener {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10)

    private final crowd
    private final text = new StringBuilder()
    private final List<Long> outages = []
    private WebSocket socket
    private String worker
    private int left
    private int id
    private long lostAt
    private long since
    private boolean noticed

    Client(crowd) {
        this.crowd = crowd
    }

    /** Connects, on a thread of the crowd: only some do at the same time. */
    void connect() {
        crowd.connecting.execute {
            def built = crowd.http.newWebSocketBuilder().buildAsync(crowd.address, this)
            try {
                built.get(PATIENCE, TimeUnit.NANOSECONDS)
            } catch (ExecutionException | TimeoutException refused) {
                built.cancel true
                sleep 50
                connect()
            }
        }
    }

    synchronized void talk(int messages) {
        left = messages
        next()
    }

    private void next() {
        id = left > 0 ? crowd.ids.incrementAndGet() : 0
        if (worker) say()
    }

    private void say() {
        since = System.nanoTime()
        if (id) socket.sendText(JsonOutput.toJson([id: id, text: 'to all']), true)
    }

    @Override
    void onOpen(WebSocket its) {
        synchronized (this) {
            socket = its
            since = System.nanoTime()
        }
        its.request 1
    }

    @Override
    synchronized java.util.concurrent.CompletionStage onText(WebSocket its, CharSequence part, boolean last) {
        text << part
        if (last) {
            def message = new JsonSlurper().parseText(text.toString())
            text.length = 0
            heard message
        }
        its.request 1
        null
    }

    private void heard(Map message) {
        if (message.hello) {
            worker = message.worker
            if (lostAt) outages << (System.nanoTime() - lostAt).intdiv(1_000_000)
            lostAt = 0
            say()
        } else if (message.ack == id) {
            crowd.acknowledged << id
            left--
            next()
        }
    }

    @Override
    java.util.concurrent.CompletionStage onClose(WebSocket its, int code, String reason) {
        lost its
        null
    }

    @Override
    void onError(WebSocket its, Throwable failure) {
        lost its
    }

    private synchronized void lost(WebSocket its) {
        if (its != socket) return
        socket = null
        worker = null
        text.length = 0
        // it has been without an answer since it asked
        if (!lostAt) lostAt = id ? since : System.nanoTime()
        connect()
    }

    synchronized boolean isSettled() {
        worker && !id
    }

    /** Gives up a connection from which nothing has come for long. */
    synchronized void giveUpIfSilent() {
        if (!isSettled() && socket && System.nanoTime() - since > PATIENCE) {
            crowd.givenUp.incrementAndGet()
            socket.abort()
            lost socket
        }
    }

    synchronized List<Long> takeOutages() {
        def taken = [*outages]
        noticed = !taken.empty
        outages.clear()
        taken
    }
}

class Crowd {
    final URI address
    // a thousand that connect at the same time are more than an acceptor can bear, and then the balancer thinks that it is down
    final connecting = Executors.newFixedThreadPool(20)
    // the listeners run on the thread that reads: on another, the end of a connection that comes while its listener runs is
    // never reported (findings/jdk-websocket-does-not-tell-of-an-end.sh)
    final http = HttpClient.newBuilder().executor({ it.run() }).build()
    final ids = new AtomicInteger()
    final givenUp = new AtomicInteger()
    final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet()
    final List<Client> all

    Crowd(String address, int count) {
        this.address = URI.create(address)
        all = (1..count).collect { new Client(this) }
        all*.connect()
        settle()
    }

    String toString() {
        "${all.size()} clients"
    }

    /** Every client sends so many messages; ends when all were acknowledged. */
    int talk(int messages) {
        all*.talk messages
        settle()
        acknowledged.size()
    }

    private void settle() {
        while (!all.every { it.isSettled() }) {
            all*.giveUpIfSilent()
            sleep 5
        }
    }

    /** Who serves how many. */
    Map served() {
        all.countBy { it.worker }.sort()
    }

    /** What the clients have seen since this was asked the last time. */
    String saw() {
        def outages = all.collectMany { it.takeOutages() }.sort()
        if (!outages) return 'nobody has noticed anything'
        def silent = givenUp.getAndSet 0
        "${all.count { it.noticed }} clients of ${all.size()} lost their connection. Half of them waited for at most " +
            "${outages[outages.size() >> 1]} ms, all for at most ${outages.last()} ms." +
            (silent ? " $silent gave it up, as nothing came." : '')
    }
}

// so many clients, connected
gather = { address, count -> new Crowd(address, count) }
