package dev.netlab.emulator.container;

import java.util.ArrayList;
import java.util.List;

/** How to run something in a container that runs. */
public final class ContainerEntry {
  /**
   * Only a child can be in another PID namespace, so the command cannot be the very process that
   * was started. This stands for it: it hands on the signals that are sent to it (the terminal's
   * reach the command by themselves: their code is above 0, sigaction(2)), stops as it stops, and
   * ends as it ends. Signals come in while it waits and never else, so that none is lost before
   * there is a command, or between looking after it and waiting.
   */
  private static final String STAND_IN =
      """
      use POSIX;
      my %number = map { $_ => POSIX->can("SIG$_")->() } qw(HUP INT QUIT TERM USR1 USR2 ALRM CHLD);
      my $mask = POSIX::SigSet->new;
      sigprocmask(SIG_BLOCK, POSIX::SigSet->new(values %number), $mask);
      my $child = fork;
      defined $child or die "netlab: fork: $!\\n";
      if (!$child) {
        sigprocmask(SIG_SETMASK, $mask);
        exec { $ARGV[0] } @ARGV;
        print STDERR "netlab: run $ARGV[0]: $!\\n";
        POSIX::_exit($! == ENOENT ? 127 : 126);
      }
      my $pass = sub { my ($name, $info) = @_; kill $name, $child if $info->{code} <= 0 };
      for my $number (values %number) {
        POSIX::sigaction($number, POSIX::SigAction->new($pass, POSIX::SigSet->new, SA_SIGINFO));
      }
      $mask->delset(SIGCHLD);
      while (1) {
        if (waitpid($child, WNOHANG | WUNTRACED) == 0) {
          sigsuspend($mask);
          next;
        }
        last unless kill 0, $child; # $? is 0 of one that has stopped, too
        kill 'STOP', $$;
        kill 'CONT', $child;
      }
      exit WEXITSTATUS($?) if WIFEXITED($?);
      my $signal = WTERMSIG($?);
      POSIX::sigaction($signal, POSIX::SigAction->new('DEFAULT'));
      kill $signal, $$;
      sigprocmask(SIG_UNBLOCK, POSIX::SigSet->new($signal));
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
