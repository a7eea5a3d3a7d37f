package dev.netlab.emulator.container;

import java.util.ArrayList;
import java.util.List;

/** How to run something in a container that runs. */
public final class ContainerEntry {
  /**
   * Only a child can be in another PID namespace, so the command cannot be the very process that
   * was started. This stands for it: it hands on the signals that are sent to it (the terminal's
   * reach the command by themselves: their code is above 0, sigaction(2)), stops as it stops, and
   * ends as it ends.
   */
  private static final String STAND_IN =
      """
      use POSIX;
      my $child;
      my $pass = sub { my ($name, $info) = @_; kill $name, $child if $child && $info->{code} <= 0 };
      for my $name (qw(HUP INT QUIT TERM USR1 USR2 ALRM)) {
        my $number = POSIX->can("SIG$name")->();
        POSIX::sigaction($number, POSIX::SigAction->new($pass, POSIX::SigSet->new, SA_SIGINFO));
      }
      $child = fork;
      defined $child or die "netlab: fork: $!\\n";
      if (!$child) {
        exec { $ARGV[0] } @ARGV;
        print STDERR "netlab: run $ARGV[0]: $!\\n";
        POSIX::_exit($! == ENOENT ? 127 : 126);
      }
      while (1) {
        my $pid = waitpid $child, WUNTRACED;
        next if $pid < 0 && $! == EINTR;
        last unless WIFSTOPPED($?);
        kill 'STOP', $$;
        kill 'CONT', $child;
      }
      exit WEXITSTATUS($?) if WIFEXITED($?);
      my $signal = WTERMSIG($?);
      POSIX::sigaction($signal, POSIX::SigAction->new('DEFAULT'));
      kill $signal, $$;
      """;

  private ContainerEntry() {}

  /**
   * Program and arguments that run the command in the container. Signals, terminal and exit status
   * are the command's.
   *
   * @param init its PID 1, as the host counts
   */
  public static List<String> command(long init, List<String> command) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("nsenter", "--target", Long.toString(init)));
    arguments.addAll(List.of("--net", "--uts", "--mount", "--pid", "--no-fork", "--"));
    arguments.addAll(List.of("perl", "-e", STAND_IN, "--"));
    arguments.addAll(command);
    return List.copyOf(arguments);
  }
}
