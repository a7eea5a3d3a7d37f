package dev.netlab.wireguard.main;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.wireguard.device.DeviceLog;
import dev.netlab.wireguard.device.DeviceOptions;
import dev.netlab.wireguard.device.WireGuardDevice;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/**
 * {@code wireguard-java [-f] IFNAME} without its launcher, which goes to the background: makes the
 * TUN device, serves the UAPI socket, and ends with the device, the socket, SIGTERM or SIGINT.
 */
public final class Main {
  private static final int MTU = 1420;

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("Usage: wireguard-java [-f/--foreground] INTERFACE-NAME");
      System.exit(2);
    }
    String name = arguments[0];
    try {
      run(name);
    } catch (KernelException | UncheckedIOException | IllegalArgumentException e) {
      notifyLauncher("cannot start " + name + ": " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String name) {
    StandardLog log = StandardLog.of(name, System.getenv());
    endWithAnyThread(log);
    Path socket = Path.of("/var/run/wireguard", name + ".sock");
    try (Namespace here = Namespace.current();
        WireGuardDevice device =
            WireGuardDevice.start(DeviceOptions.of(name, here, socket).withMtu(MTU).withLog(log))) {
      // A signal is no failure: what is to be closed is, then the exit is clean.
      Runnable stop = device::close;
      Thread onSignal =
          new Thread(
              () -> {
                stop.run();
                Runtime.getRuntime().halt(0);
              });
      Runtime.getRuntime().addShutdownHook(onSignal);
      SocketWatch watch = SocketWatch.start(socket, stop);
      notifyLauncher("ready");
      log.verbose(() -> "Device started");
      boolean failed = awaitEnd(device);
      watch.close();
      Runtime.getRuntime().removeShutdownHook(onSignal);
      if (failed) {
        System.exit(1);
      }
    } catch (IllegalStateException e) {
      // The JVM is going down by a signal: the hook does the rest.
      log.verbose(() -> "Shutting down");
    }
  }

  /** A program that lacked a thread would seem to be well: it ends, and its device with it. */
  private static void endWithAnyThread(DeviceLog log) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          log.error("thread " + thread.getName() + " died: " + failure);
          Runtime.getRuntime().halt(1);
        });
  }

  private static boolean awaitEnd(WireGuardDevice device) {
    try {
      device.ended().join();
      return false;
    } catch (CompletionException e) {
      return true; // it told the log
    }
  }

  /** One line for whoever waits for the start: the launcher's pipe, else standard error. */
  private static void notifyLauncher(String line) {
    String pipe = System.getenv("WIREGUARD_JAVA_READY");
    if (pipe == null || !Files.exists(Path.of(pipe))) {
      if (!line.equals("ready")) {
        System.err.println(line);
      }
      return;
    }
    try (FileOutputStream out = new FileOutputStream(pipe)) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      System.err.println(line + " (and nobody listens at " + pipe + ": " + e.getMessage() + ")");
    }
  }
}
