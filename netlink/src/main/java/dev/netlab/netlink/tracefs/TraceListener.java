package dev.netlab.netlink.tracefs;

import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Receives the events of the kernel's tracepoints, in all namespaces of the machine, from its
 * opening on. One thread receives; any may {@link #wake} it. Closing it removes its tracefs
 * instance.
 */
public final class TraceListener implements AutoCloseable {
  /** Room for the events of one processor that were not read yet. */
  private static final int RING_KIB = 4096;

  private final Tracefs tracefs;
  private final TraceInstance instance;
  private final Set<Tracepoint> heard;
  private final Map<Integer, EventReader> readers;
  private final TraceClock clock;
  private final List<Ring> rings = new ArrayList<>();
  private final Poller poller = new Poller();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final KernelSymbols symbols = new KernelSymbols();
  private final Arrivals arrivals = new Arrivals();
  private final ByteBuffer page;

  /** One processor's ring. */
  private record Ring(int cpu, Fd fd) {}

  private record Raw(EventReader reader, RingPage.Timed timed, int cpu) {}

  private TraceListener(Tracefs tracefs, TraceInstance instance, Set<Tracepoint> wanted) {
    this.tracefs = tracefs;
    this.instance = instance;
    heard = EnumSet.noneOf(Tracepoint.class);
    readers = new HashMap<>();
    for (Tracepoint each : wanted) {
      if (instance.has("events/" + each.event)) {
        EventFormat format = EventFormat.parse(instance.read("events/" + each.event + "/format"));
        readers.put(format.id(), new EventReader(each, format));
        heard.add(each);
      }
    }
    clock = TraceClock.best(instance.read("trace_clock"));
    instance.write("trace_clock", clock.word);
    instance.write("buffer_size_kb", Integer.toString(RING_KIB));
    // Ready as soon as there is one event, not when half of the ring is full.
    instance.write("buffer_percent", "0");
    page = Memory.allocate(pageBytes());
  }

  /**
   * Listens from now on.
   *
   * @param lab whose instance it is, for {@link Tracefs#removeAbandoned}; a process has one a lab
   * @param wanted tracepoints; those the kernel lacks are left out, see {@link #heard}
   * @throws dev.netlab.netlink.KernelException where tracing cannot be had here, as {@link
   *     Tracefs#open} says, or EEXIST where this process listens for that lab already
   */
  public static TraceListener open(String lab, Set<Tracepoint> wanted) {
    Tracefs tracefs = Tracefs.open();
    try {
      TraceInstance instance = TraceInstance.create(tracefs, TraceOwner.current(lab));
      try {
        TraceListener listener = new TraceListener(tracefs, instance, wanted);
        listener.start();
        return listener;
      } catch (RuntimeException | Error e) {
        try (instance) {
          throw e;
        }
      }
    } catch (RuntimeException | Error e) {
      try (tracefs) {
        throw e;
      }
    }
  }

  private void start() {
    try {
      for (int cpu : instance.processors()) {
        String file = "per_cpu/cpu" + cpu + "/trace_pipe_raw";
        Fd fd = instance.open(file, Const.O_RDONLY | Const.O_NONBLOCK);
        rings.add(new Ring(cpu, fd));
        poller.add(fd);
      }
      for (Tracepoint each : heard) {
        if (!each.filter.isEmpty()) {
          instance.write("events/" + each.event + "/filter", each.filter);
        }
      }
      for (Tracepoint each : heard) {
        instance.write("events/" + each.event + "/enable", "1");
      }
    } catch (RuntimeException e) {
      closeRings();
      throw e;
    }
  }

  /** {@code field: char data; offset:16; size:4080; ...}: the sum is what one read gives. */
  private int pageBytes() {
    EventFormat.Field data =
        EventFormat.parse("ID: 0\n" + instance.read("events/header_page")).fields().get("data");
    return data == null ? 1 << 16 : data.offset() + data.size();
  }

  /** The tracepoints that this kernel has, of those that were wanted. */
  public Set<Tracepoint> tracepoints() {
    return Set.copyOf(heard);
  }

  /**
   * Waits for events. Those of one call are in the order of their times; one that another processor
   * was still writing can come a call late.
   *
   * @param timeout zero only looks
   * @return none when the time is over or {@link #wake} was called; empty once closed
   */
  public Optional<List<TraceEvent>> receive(Duration timeout) {
    if (!poller.poll((int) Math.min(timeout.toMillis(), Integer.MAX_VALUE))) {
      return Optional.empty();
    }
    long toRealtime = clock.toRealtime();
    List<TraceEvent> events = new ArrayList<>();
    List<Raw> raw = new ArrayList<>();
    for (Ring ring : rings) {
      drain(ring, toRealtime, raw, events);
    }
    // What is known of a packet's arrival is what came before its drop, on whichever processor.
    raw.sort(Comparator.comparingLong(each -> each.timed().time()));
    Map<Long, String> names = symbols.find(locations(raw));
    for (Raw each : raw) {
      RingPage.Timed timed = each.timed();
      each.reader()
          .read(timed.record(), timed.time() + toRealtime, each.cpu(), names, arrivals)
          .ifPresent(events::add);
    }
    events.sort(Comparator.comparingLong(TraceEvent::nanos));
    return Optional.of(events);
  }

  private static Set<Long> locations(List<Raw> raw) {
    Set<Long> locations = new HashSet<>();
    for (Raw each : raw) {
      if (each.reader().tracepoint() == Tracepoint.DROP) {
        locations.add(each.reader().location(each.timed().record()));
      }
    }
    return locations;
  }

  /** Reads what is there, one ring's worth at most, so that a flood cannot hold a call for ever. */
  private void drain(Ring ring, long toRealtime, List<Raw> raw, List<TraceEvent> events) {
    String what = "read the trace of processor " + ring.cpu();
    int most = (RING_KIB << 10) / page.capacity();
    for (int count = 0; count < most && Sys.read(what, ring.fd(), page) > 0; count++) {
      RingPage read = RingPage.read(page);
      if (read.lost() != 0) {
        long next = read.records().isEmpty() ? page.getLong(0) : read.records().getFirst().time();
        events.add(new TraceEvent.Lost(next + toRealtime, ring.cpu(), read.lost()));
      }
      for (RingPage.Timed timed : read.records()) {
        EventReader reader = readers.get(Short.toUnsignedInt(timed.record().getShort(0)));
        if (reader != null) {
          raw.add(new Raw(reader, timed, ring.cpu()));
        }
      }
    }
  }

  /** Ends the {@link #receive} under way, or the next. */
  public void wake() {
    poller.wake();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    poller.close();
    closeRings();
    instance.close();
    tracefs.close();
  }

  private void closeRings() {
    rings.forEach(ring -> ring.fd().close());
  }
}
