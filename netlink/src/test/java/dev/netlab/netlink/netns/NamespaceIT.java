package dev.netlab.netlink.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceIT {
  private static final Path OWN = Path.of("/proc/thread-self/ns/net");

  @Test
  void workRunsInsideAndTheCallerStaysOutside() {
    long outside = Namespace.inodeOf(OWN);
    try (Namespace namespace = Namespace.create()) {
      long seen = namespace.call(() -> Namespace.inodeOf(OWN));
      assertThat(seen).isEqualTo(namespace.inode()).isNotEqualTo(outside);
    }
    assertThat(Namespace.inodeOf(OWN)).isEqualTo(outside);
  }

  @Test
  void whatWorkThrowsComesOutAsItIs() {
    try (Namespace namespace = Namespace.create()) {
      assertThatThrownBy(
              () ->
                  namespace.call(
                      () -> {
                        throw new IOException("from inside");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("from inside");
    }
  }

  @Test
  void aBatchIsPreparedInsideEach() throws IOException {
    Path forwarding = Path.of("/proc/sys/net/ipv4/ip_forward");
    String outside = Files.readString(forwarding);
    List<Long> inside = new ArrayList<>();
    List<Namespace> made =
        Namespace.create(
            3,
            (index, namespace) -> {
              inside.add(Namespace.inodeOf(OWN));
              try {
                Files.writeString(forwarding, index == 1 ? "1" : "0");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    try {
      assertThat(inside).doesNotHaveDuplicates();
      assertThat(made).extracting(Namespace::inode).isEqualTo(inside);
      assertThat(made.get(1).<String, IOException>call(() -> Files.readString(forwarding).strip()))
          .isEqualTo("1");
      assertThat(made.get(2).<String, IOException>call(() -> Files.readString(forwarding).strip()))
          .isEqualTo("0");
      assertThat(Files.readString(forwarding)).isEqualTo(outside);
    } finally {
      made.forEach(Namespace::close);
    }
  }

  @Test
  void namesAreThoseOfIproute2BothWays() throws Exception {
    NetnsDirectory directory = NetnsDirectory.SYSTEM;
    NetnsDirectory.Made made = directory.ensure();
    assertThat(directory.ensure()).isEqualTo(NetnsDirectory.Made.NOTHING);
    Path ours = directory.name("nlt-route-ours");
    Path theirs = directory.name("nlt-route-theirs");
    try (Namespace namespace = Namespace.create()) {
      namespace.bindTo(ours);
      assertThatThrownBy(() -> namespace.bindTo(ours))
          .isInstanceOfSatisfying(
              KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
      Commands.run("ip", "netns", "add", "nlt-route-theirs");
      assertThat(Commands.run("ip", "netns", "list"))
          .contains("nlt-route-ours", "nlt-route-theirs");
      assertThat(Commands.run("ip", "netns", "exec", "nlt-route-ours", "readlink", OWN.toString()))
          .isEqualTo("net:[" + namespace.inode() + "]\n");
      try (Namespace opened = Namespace.open(theirs)) {
        assertThat(opened.inode()).isEqualTo(Namespace.inodeOf(theirs));
      }
    } finally {
      Namespace.unbind(ours);
      Namespace.unbind(theirs);
      directory.undo(made);
    }
    assertThat(ours).doesNotExist();
    Namespace.unbind(ours);
  }

  @Test
  void aFolderMadeIsGoneOnceItIsEmpty() throws Exception {
    Path path = Files.createTempDirectory("nlt-route").resolve("netns");
    NetnsDirectory directory = new NetnsDirectory(path);
    NetnsDirectory.Made made = directory.ensure();
    assertThat(made).isEqualTo(NetnsDirectory.Made.DIRECTORY_AND_MOUNT);
    Namespace namespace = Namespace.create();
    try (namespace) {
      namespace.bindTo(directory.name("a"));
      assertThat(directory.undo(made)).isFalse();
    } finally {
      Namespace.unbind(directory.name("a"));
      assertThat(directory.undo(made)).isTrue();
      assertThat(path).doesNotExist();
      Files.delete(path.getParent());
    }
  }
}
