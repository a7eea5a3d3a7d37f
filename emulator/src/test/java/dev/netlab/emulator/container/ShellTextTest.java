package dev.netlab.emulator.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellTextTest {
  @Test
  void namesProgramsWhereTheyArePlain() {
    assertThat(ShellText.of("python3 -m http.server 8080").programs()).containsExactly("python3");
    assertThat(ShellText.of("cd /srv && exec nginx -g \"daemon off; error\"").programs())
        .containsExactly("nginx");
    assertThat(ShellText.of("openssl req 2>&1 && exec haproxy -f /y").programs())
        .containsExactly("openssl", "haproxy");
    assertThat(ShellText.of("A=1 B='x y' dnsmasq >/dev/null 2>&1").programs())
        .containsExactly("dnsmasq");
    assertThat(ShellText.of("if test -e /x; then sleep 1; else cat /y; fi").programs())
        .containsExactly("sleep", "cat");
    assertThat(ShellText.of("while ! nc -z a 1; do sleep 1; done\nserve").programs())
        .containsExactly("nc", "sleep", "serve");
    assertThat(ShellText.of("printf 'a;b && c' | tee /z").programs()).containsExactly("tee");
    assertThat(ShellText.of("trap 'kill 1' TERM; sleep 5 & wait").programs())
        .containsExactly("sleep");
    assertThat(ShellText.of("sleep 1 # && nosuch\nls").programs()).containsExactly("sleep", "ls");
    assertThat(ShellText.of("a\\;b").programs()).isEmpty();
  }

  @Test
  void leavesOutWhatALookCannotTell() {
    assertThat(ShellText.of("$PROGRAM --flag").programs()).isEmpty();
    assertThat(ShellText.of("\"/opt/with blank/x\"").programs()).isEmpty();
    assertThat(ShellText.of("'open").programs()).isEmpty();
  }

  @Test
  void knowsASingleProgram() {
    assertThat(ShellText.of(" sleep 1000 >/x 2>&1\n").isOneProgram()).isTrue();
    assertThat(ShellText.of("exec sleep 1").isOneProgram()).isFalse();
    assertThat(ShellText.of("A=1 sleep 1").isOneProgram()).isFalse();
    assertThat(ShellText.of("cd /").isOneProgram()).isFalse();
    assertThat(ShellText.of("sleep 1; sleep 2").isOneProgram()).isFalse();
    assertThat(ShellText.of("sleep $(cat /x)").isOneProgram()).isFalse();
  }
}
