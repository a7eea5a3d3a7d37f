package dev.netlab.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.engine.links.GeneveTunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which devices are opened, begun and forgotten, with devices that only note it. */
class DeviceRegistryTest {
  @TempDir Path folder;
  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
  private final List<Noting> opened = new ArrayList<>();
  private final ShutdownLatch lifetime = new ShutdownLatch();
  private Runnable whenOpened = () -> {};
  private final DeviceRegistry devices = new DeviceRegistry(lifetime, this::open);

  private RunningDevice open(Device device) {
    happened.add("open " + device.interfaceName());
    whenOpened.run();
    Noting noting = new Noting(device, new CompletableFuture<>(), happened);
    opened.add(noting);
    return noting;
  }

  private record Noting(Device device, CompletableFuture<Void> end, List<String> happened)
      implements RunningDevice {
    @Override
    public void begin() {
      happened.add("begin " + device.interfaceName());
    }

    @Override
    public List<AgentStatus.DeviceStatus> status() {
      return List.of();
    }

    @Override
    public void observe(Observers observers) {}

    @Override
    public void stopObserving() {}

    @Override
    public CompletionStage<?> ended() {
      return end;
    }

    @Override
    public void close() {
      happened.add("close " + device.interfaceName());
      end.complete(null);
    }
  }

  @AfterEach
  void end() {
    devices.close();
  }

  private Device device(String name) throws IOException {
    Path namespace = folder.resolve("namespace");
    if (!Files.exists(namespace)) {
      Files.createFile(namespace);
    }
    InetAddress remote = InetAddress.ofLiteral("192.0.2.2");
    return new Device.Geneve(namespace, name, GeneveTunnel.to(1, remote));
  }

  @Test
  void allListenBeforeAnyTalks() throws IOException {
    devices.attach(List.of(device("a"), device("b")));
    assertThat(happened).containsExactly("open a", "open b", "begin a", "begin b");
  }

  /** A device's thread must be able to say that it has ended while another is being opened. */
  @Test
  void aDeviceMayEndWhileAnotherIsOpened() throws IOException {
    devices.attach(List.of(device("a")));
    CompletableFuture<Void> forgotten = new CompletableFuture<>();
    whenOpened =
        () -> {
          CompletableFuture<Void> thread =
              CompletableFuture.runAsync(() -> opened.getFirst().end.complete(null));
          try {
            thread.get(5, TimeUnit.SECONDS);
            forgotten.complete(null);
          } catch (Exception stuck) {
            forgotten.completeExceptionally(stuck);
          }
        };
    devices.attach(List.of(device("a"), device("b")));
    assertThat(forgotten).isCompleted();
  }

  @Test
  void whatRunsOutIsNamedAndNothingStays() throws IOException {
    Device a = device("a");
    Device b = device("b");
    whenOpened =
        () -> {
          if (!opened.isEmpty()) {
            throw new OutOfMemoryError("Cannot reserve 7 bytes of direct buffer memory");
          }
        };
    assertThatThrownBy(() -> devices.attach(List.of(a, b)))
        .isInstanceOf(AgentException.class)
        .hasMessage("attach " + b.describe() + ": Cannot reserve 7 bytes of direct buffer memory");
    assertThat(happened).endsWith("close a");
    assertThat(devices.status()).isEmpty();
  }
}
