package dev.netlab.wireguard.device;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.TunOptions;
import dev.netlab.netlink.tun.TunOptions.Feature;
import dev.netlab.wireguard.uapi.Configurable;
import dev.netlab.wireguard.uapi.DeviceChange;
import dev.netlab.wireguard.uapi.DeviceStatus;
import dev.netlab.wireguard.uapi.UapiException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A WireGuard interface: a TUN device, its UDP sockets, its UAPI socket, and one thread that moves
 * packets and sleeps when there are none. Many can run in one process, each in a namespace of its
 * own. Ends by {@link #close}, or by itself when its TUN device is deleted.
 */
public final class WireGuardDevice implements Configurable, AutoCloseable {
  private final DeviceOptions options;
  private final PacketLoop loop;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread thread;
  private @Nullable UapiServer uapi;

  private WireGuardDevice(DeviceOptions options, PacketLoop loop) {
    this.options = options;
    this.loop = loop;
    this.thread = Thread.ofPlatform().name("wg " + options.name()).daemon().unstarted(this::run);
  }

  /**
   * Makes or takes over the TUN device, opens everything and starts. When this returns, {@code wg}
   * can talk to it; packets flow when the TUN device is up.
   *
   * @throws KernelException EBUSY if another process has the TUN device
   * @throws java.io.UncheckedIOException if the UAPI socket cannot be made
   */
  public static WireGuardDevice start(DeviceOptions options) {
    WireGuardDevice device = open(options);
    device.begin();
    return device;
  }

  /**
   * Makes a device ready with its first configuration; its port is bound, and what comes there
   * waits for {@link #begin}. So several can be made that are to talk to each other, and none talks
   * before the others listen.
   *
   * @throws KernelException EBUSY if another process has the TUN device
   * @throws UapiException if a change cannot be done
   * @throws java.io.UncheckedIOException if the UAPI socket cannot be made
   */
  public static WireGuardDevice open(DeviceOptions options, List<DeviceChange> changes)
      throws UapiException {
    WireGuardDevice device = open(options);
    try {
      device.loop.apply(changes);
      return device;
    } catch (UapiException | RuntimeException | Error e) {
      device.close();
      throw e;
    }
  }

  private static WireGuardDevice open(DeviceOptions options) {
    TunDevice tun = options.namespace().call(() -> openTun(options));
    PacketLoop loop;
    try {
      loop = PacketLoop.open(options, tun);
    } catch (RuntimeException | Error e) {
      tun.close();
      throw e;
    }
    try {
      WireGuardDevice device = new WireGuardDevice(options, loop);
      device.uapi =
          UapiServer.start(options.uapiSocket(), device, options.log(), options.patience());
      return device;
    } catch (RuntimeException | Error e) {
      loop.close();
      throw e;
    }
  }

  /**
   * Starts a device that was only opened.
   *
   * @throws OutOfMemoryError where the machine has no thread for it; it is closed then
   */
  public void begin() {
    if (begun.compareAndSet(false, true)) {
      try {
        thread.start();
      } catch (Error e) {
        release(e);
        throw e;
      }
    }
  }

  private static TunDevice openTun(DeviceOptions options) {
    TunDevice tun = TunDevice.open(TunOptions.tun(options.name()).with(Feature.VNET_HEADER));
    try {
      if (options.mtu() > 0) {
        tun.mtu(options.mtu());
      }
      return tun;
    } catch (RuntimeException | Error e) {
      tun.close();
      throw e;
    }
  }

  /** A failure ends the thread, too, after it has been logged and everything was closed. */
  private void run() {
    try {
      loop.run();
    } catch (RuntimeException | Error e) {
      options.log().error("the device stopped: " + e);
      release(e);
      throw e;
    }
    release(null);
  }

  private void release(@Nullable Throwable fault) {
    if (uapi != null) {
      uapi.close();
    }
    loop.close();
    end(fault);
  }

  /** Completed last, so that nothing here waits for a thread that waits for the loop. */
  private void end(@Nullable Throwable fault) {
    if (fault == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(fault);
    }
  }

  public String name() {
    return options.name();
  }

  public boolean isRunning() {
    return !ended.isDone();
  }

  /** Completes when the device ended; exceptionally if it was by a fault. */
  public CompletableFuture<@Nullable Void> ended() {
    return ended.copy();
  }

  /**
   * The configuration and counters, as {@code wg show} prints them.
   *
   * @throws IllegalStateException if the device has ended
   */
  @Override
  public DeviceStatus status() {
    try {
      return call(new FutureTask<>(loop::status));
    } catch (ExecutionException e) {
      throw new IllegalStateException(options.name() + " has no status", e.getCause());
    }
  }

  /**
   * How many datagrams the kernel did not take: the socket's buffer was full, there was no route.
   *
   * @throws IllegalStateException if the device has ended
   */
  public long dropped() {
    try {
      return call(new FutureTask<>(loop::dropped));
    } catch (ExecutionException e) {
      throw new IllegalStateException(options.name() + " has no counters", e.getCause());
    }
  }

  /**
   * Configures the device, as {@code wg set} does.
   *
   * @throws UapiException if a change cannot be done; those before it stay
   * @throws IllegalStateException if the device has ended
   */
  @Override
  public void apply(List<DeviceChange> changes) throws UapiException {
    try {
      call(
          new FutureTask<>(
              () -> {
                loop.apply(changes);
                return true;
              }));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UapiException refused) {
        throw refused;
      }
      throw new IllegalStateException("cannot configure " + options.name(), e.getCause());
    }
  }

  /**
   * Sets the observer, which is called on the device's thread for each packet and message, in place
   * of an earlier one. It sees everything from the return of this on.
   *
   * @throws IllegalStateException if the device has ended
   */
  public void observe(DeviceObserver observer) {
    setObserver(observer);
  }

  /** Removes the observer; it is not called any more once this returns. */
  public void stopObserving() {
    setObserver(null);
  }

  private void setObserver(@Nullable DeviceObserver observer) {
    try {
      call(
          new FutureTask<>(
              () -> {
                loop.observer(observer);
                return true;
              }));
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot observe " + options.name(), e.getCause());
    }
  }

  private <T> T call(FutureTask<T> task) throws ExecutionException {
    loop.submit(task);
    try {
      return task.get();
    } catch (CancellationException e) {
      throw new IllegalStateException("the device " + options.name() + " has ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while configuring " + options.name(), e);
    }
  }

  /** Stops the device, zeroes its keys and removes its UAPI socket; waits until that is done. */
  @Override
  public void close() {
    if (begun.compareAndSet(false, true)) {
      release(null);
      return;
    }
    loop.stop();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
