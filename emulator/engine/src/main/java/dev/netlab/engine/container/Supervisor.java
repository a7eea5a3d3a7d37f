package dev.netlab.engine.container;

import dev.netlab.lab.ContainerName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs containers as {@link Supervision} decides. One thread starts all of them and lives as long
 * as this object, because the kernel kills what the thread started when the thread ends.
 */
public final class Supervisor implements AutoCloseable {
  private static final long BETWEEN_PROBES_MILLIS = 5;
  private static final Duration TO_END = Duration.ofSeconds(1);
  private static final int SHOWN_LINES = 10;

  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Supervision supervision = new Supervision();
  private final Map<ContainerName, RunningContainer> running = new LinkedHashMap<>();
  private final List<CompletableFuture<Optional<String>>> waiting = new ArrayList<>();
  private final Thread thread;
  private boolean closing;

  public Supervisor() {
    thread = Thread.ofPlatform().name("containers").daemon().start(this::run);
  }

  /**
   * Starts the containers and returns when each has been ready. Containers that run already are
   * left alone.
   *
   * @throws ContainerException naming the first that could not be started, ended before it was
   *     ready, or was not ready in time, with the last lines of its log; the others keep running
   */
  public void start(List<ContainerSpec> specs) {
    CompletableFuture<Optional<String>> ready = new CompletableFuture<>();
    events.add(
        () -> {
          supervision.supervise(specs);
          waiting.add(ready);
        });
    try {
      Optional<String> failure = ready.get();
      if (failure.isPresent()) {
        throw new ContainerException(failure.get());
      }
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerException("interrupted while containers were started");
    }
  }

  /** The status of each container. */
  public List<ContainerStatus> status() {
    return CompletableFuture.supplyAsync(this::currentStatus, events::add).join();
  }

  private List<ContainerStatus> currentStatus() {
    return supervision.status().stream()
        .map(
            each -> {
              RunningContainer container = running.get(each.name());
              OptionalLong pid = container == null ? OptionalLong.empty() : container.init();
              return new ContainerStatus(
                  each.name(), each.phase(), pid, each.restarts(), each.exit());
            })
        .toList();
  }

  private void run() {
    while (!closing) {
      try {
        Runnable event = events.poll(patience(), TimeUnit.MILLISECONDS);
        if (event != null) {
          event.run();
        }
        step();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // If this thread ended, so would all containers.
        settle(Optional.of(String.valueOf(e.getMessage())));
      }
    }
    endAll();
  }

  private long patience() {
    if (!supervision.starting().isEmpty()) {
      return BETWEEN_PROBES_MILLIS;
    }
    OptionalLong next = supervision.nextChange();
    return next.isPresent() ? Math.max(1, next.getAsLong() - now()) : Long.MAX_VALUE;
  }

  private void step() {
    do {
      probe();
      // Other containers may be waiting for those that have just become ready.
    } while (startAll(supervision.due(now())));
    Optional<String> failure = supervision.failure(now()).map(Supervisor::describe);
    if (failure.isPresent() || supervision.allHaveBeenReady()) {
      settle(failure);
    }
  }

  private void probe() {
    for (ContainerSpec spec : supervision.starting()) {
      RunningContainer container = running.get(spec.name());
      if (container != null && container.isReady()) {
        supervision.ready(spec.name());
      }
    }
  }

  /** Returns whether any was due. */
  private boolean startAll(List<ContainerSpec> due) {
    due.forEach(this::start);
    return !due.isEmpty();
  }

  private void start(ContainerSpec spec) {
    try {
      running.put(
          spec.name(),
          RunningContainer.start(spec, status -> events.add(() -> ended(spec, status))));
    } catch (IOException e) {
      supervision.notStarted(spec.name(), String.valueOf(e.getMessage()).strip(), now());
    }
  }

  private void ended(ContainerSpec spec, int status) {
    running.remove(spec.name());
    supervision.ended(spec.name(), status, now());
  }

  private void settle(Optional<String> failure) {
    waiting.forEach(each -> each.complete(failure));
    waiting.clear();
  }

  private static String describe(Supervision.Failure failure) {
    List<String> lines = new ContainerLog(failure.spec().log()).last(SHOWN_LINES);
    return "container %s %s; %s"
        .formatted(
            failure.spec().name(),
            failure.why(),
            lines.isEmpty()
                ? "it printed nothing"
                : lines.stream().collect(Collectors.joining("\n  ", "its last words:\n  ", "")));
  }

  private void endAll() {
    List<RunningContainer> all = List.copyOf(running.values());
    all.forEach(RunningContainer::end);
    await(all);
    all.stream().filter(RunningContainer::isAlive).forEach(RunningContainer::kill);
    await(all);
  }

  private static void await(List<RunningContainer> containers) {
    long end = System.nanoTime() + TO_END.toNanos();
    for (RunningContainer container : containers) {
      container.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /** Ends all containers. Those that take too long are killed. */
  @Override
  public void close() {
    events.add(() -> closing = true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
