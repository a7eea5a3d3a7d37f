package dev.netlab.emulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostFileSystemsTest {
  @Test
  void areThoseWithFilesThatAContainerHasNotOfItsOwn() {
    assertThat(
            HostFileSystems.of(
                """
                22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
                23 22 0:21 / /proc rw - proc proc rw
                24 22 0:5 / /dev rw - devtmpfs udev rw
                25 22 0:24 / /run rw - tmpfs tmpfs rw
                26 22 0:25 / /tmp rw - ext4 /dev/sda9 rw
                27 22 8:2 / /usr rw,relatime shared:1 - ext4 /dev/sda2 rw
                28 27 8:3 / /usr/local/with\\040blank rw master:1 - xfs /dev/sda3 rw
                29 22 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
                30 22 8:1 /docker/hosts /etc/hosts rw - ext4 /dev/sda1 rw
                31 25 0:4 net:[4026532211] /run/netns/a.b rw shared:2 - nsfs nsfs rw
                32 22 0:40 / /home rw - nfs4 server:/home rw
                33 22 0:40 / /home rw - nfs4 server:/home rw
                """))
        .containsExactly("/usr", "/usr/local/with blank", "/home");
  }
}
