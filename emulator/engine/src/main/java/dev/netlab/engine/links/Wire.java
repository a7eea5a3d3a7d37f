package dev.netlab.engine.links;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Netem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A wire between two TAPs: what a veth pair is, with what netem does to each way. It ends as a
 * whole.
 */
public final class Wire {
  private final Wires wires;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final WireEnd first;
  private final WireEnd second;
  private final List<PollLoop.Source> sources;

  /** Where an end of a wire is, and what becomes of what it sends. */
  public record Plug(Namespace namespace, String interfaceName, Netem netem) {}

  Wire(Wires wires, Plug one, Plug two) {
    this.wires = wires;
    first = open(one);
    try {
      second = open(two);
    } catch (RuntimeException | Error e) {
      first.closeTap();
      throw e;
    }
    first.join(second);
    second.join(first);
    LinkChanges near = null;
    try {
      near = changes(one, first);
      sources = List.of(first, second, near, changes(two, second));
    } catch (RuntimeException | Error e) {
      if (near != null) {
        near.close();
      }
      first.closeTap();
      second.closeTap();
      throw e;
    }
    first.updateCarrier();
    second.updateCarrier();
  }

  private LinkChanges changes(Plug plug, WireEnd end) {
    return LinkChanges.open(plug.namespace(), end::updateCarrier, this::end);
  }

  private WireEnd open(Plug plug) {
    return WireEnd.open(plug.namespace(), plug.interfaceName(), plug.netem(), wires, this);
  }

  /** Both, as they were given. */
  public List<WireEnd> ends() {
    return List.of(first, second);
  }

  List<PollLoop.Source> sources() {
    return sources;
  }

  /**
   * Done when the wire has ended: normally when it was closed, with the {@link
   * dev.netlab.netlink.KernelException} where a TAP went away.
   */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /** Takes all of it out of the loop; what the loop closes meanwhile comes here again. */
  void end(@Nullable RuntimeException why) {
    if (ending.compareAndSet(false, true)) {
      wires.release(this);
      if (why == null) {
        ended.complete(null);
      } else {
        ended.completeExceptionally(why);
      }
    }
  }
}
