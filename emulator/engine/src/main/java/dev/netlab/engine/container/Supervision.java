package dev.netlab.engine.container;

import dev.netlab.engine.container.ContainerStatus.Phase;
import dev.netlab.lab.ContainerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Decides which containers to start, and when. It uses neither a clock nor processes: the caller
 * reports events, with the time in milliseconds from a monotonic clock, and asks what to do.
 */
final class Supervision {
  static final long PATIENCE_MILLIS = 10_000;

  private final Map<ContainerName, Life> lives = new LinkedHashMap<>();

  /** The history of one container. */
  private static final class Life {
    final ContainerSpec spec;
    final BackOff backOff = new BackOff();
    Phase phase = Phase.WAITING;
    boolean wasReady;
    int starts;
    long startedAt;
    long startAgainAt;
    OptionalInt exit = OptionalInt.empty();
    String end = "";

    Life(ContainerSpec spec) {
      this.spec = spec;
    }
  }

  /**
   * Adds containers. Those that are known already and have ended are started again, as if for the
   * first time.
   */
  void supervise(List<ContainerSpec> specs) {
    for (ContainerSpec spec : specs) {
      Life life = lives.get(spec.name());
      if (life == null || life.phase == Phase.ENDED) {
        lives.put(spec.name(), new Life(spec));
      }
    }
  }

  /** The containers to start now. They count as started from then on. */
  List<ContainerSpec> due(long now) {
    List<ContainerSpec> due = new ArrayList<>();
    for (Life life : lives.values()) {
      boolean starts =
          switch (life.phase) {
            case WAITING -> life.spec.after().stream().allMatch(this::hasBeenReady);
            case BACKING_OFF -> life.startAgainAt <= now;
            case STARTING, READY, ENDED -> false;
          };
      if (starts) {
        life.phase = Phase.STARTING;
        life.startedAt = now;
        life.starts++;
        due.add(life.spec);
      }
    }
    return due;
  }

  private boolean hasBeenReady(ContainerName name) {
    Life life = lives.get(name);
    return life != null && life.wasReady;
  }

  void ready(ContainerName name) {
    Life life = life(name);
    if (life.phase == Phase.STARTING) {
      life.phase = Phase.READY;
      life.wasReady = true;
    }
  }

  /**
   * Records that a container has ended.
   *
   * @param status its exit status; 128 plus the signal's number if a signal ended it
   */
  void ended(ContainerName name, int status, long now) {
    Life life = life(name);
    life.exit = OptionalInt.of(status);
    life.end = "ended before it was ready, " + ExitStatus.describe(life.exit);
    // A container without a readiness check has then done its work.
    life.wasReady |= status == 0 && life.spec.ready().isEmpty();
    end(life, status != 0, now);
  }

  /**
   * Records that a container that was due could not be started, which counts as its end.
   *
   * @param why the kernel's error
   */
  void notStarted(ContainerName name, String why, long now) {
    Life life = life(name);
    life.end = "could not be started: " + why;
    end(life, true, now);
  }

  private static void end(Life life, boolean failed, long now) {
    boolean again =
        life.wasReady
            && switch (life.spec.restart()) {
              case NEVER -> false;
              case ON_FAILURE -> failed;
              case ALWAYS -> true;
            };
    life.phase = again ? Phase.BACKING_OFF : Phase.ENDED;
    life.startAgainAt = now + life.backOff.after(now - life.startedAt);
  }

  /**
   * The time at which the result of {@link #due} or {@link #failure} next changes without an event.
   */
  OptionalLong nextChange() {
    return lives.values().stream()
        .flatMapToLong(
            life ->
                switch (life.phase) {
                  case BACKING_OFF -> LongStream.of(life.startAgainAt);
                  case STARTING ->
                      life.wasReady
                          ? LongStream.empty()
                          : LongStream.of(life.startedAt + PATIENCE_MILLIS);
                  case WAITING, READY, ENDED -> LongStream.empty();
                })
        .min();
  }

  /** Whether each container has been ready. */
  boolean allHaveBeenReady() {
    return lives.values().stream().allMatch(life -> life.wasReady);
  }

  /**
   * A container that ended before it was ready, or did not become ready in time, and the reason.
   */
  Optional<Failure> failure(long now) {
    return lives.values().stream()
        .filter(life -> !life.wasReady)
        .flatMap(
            life ->
                switch (life.phase) {
                  case ENDED -> Stream.of(new Failure(life.spec, life.end));
                  case STARTING ->
                      now >= life.startedAt + PATIENCE_MILLIS
                          ? Stream.of(
                              new Failure(
                                  life.spec, "is not ready after " + PATIENCE_MILLIS / 1000 + " s"))
                          : Stream.empty();
                  case WAITING, READY, BACKING_OFF -> Stream.empty();
                })
        .findFirst();
  }

  /**
   * Why a container failed.
   *
   * @param why as the end of a sentence that begins with its name
   */
  record Failure(ContainerSpec spec, String why) {}

  /** Containers that are started and not known to be ready. */
  List<ContainerSpec> starting() {
    return lives.values().stream()
        .filter(life -> life.phase == Phase.STARTING)
        .map(life -> life.spec)
        .toList();
  }

  /** The status of each container. The caller fills in {@code pid}. */
  List<ContainerStatus> status() {
    return lives.values().stream()
        .map(
            life ->
                new ContainerStatus(
                    life.spec.name(),
                    life.phase,
                    OptionalLong.empty(),
                    Math.max(0, life.starts - 1),
                    life.exit))
        .toList();
  }

  private Life life(ContainerName name) {
    Life life = lives.get(name);
    if (life == null) {
      throw new IllegalArgumentException("no such container: " + name);
    }
    return life;
  }
}
