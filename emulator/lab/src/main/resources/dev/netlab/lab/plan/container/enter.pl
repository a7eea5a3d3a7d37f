# Runs a command in a container that runs. Only a child can be in another PID namespace, so the command cannot be this
# very process. This stands for it: it hands on the signals that are sent to it (the terminal's reach the command by
# themselves: their code is above 0, sigaction(2)), stops as it stops, and ends as it ends. Signals are blocked and read
# from a descriptor, so that none is lost before there is a command, or between looking after it and waiting.
my ($container, $cgroup, $filter, $init, $start, @command) = @ARGV;
@command or die "usage: enter COMMAND...\n";
@INC = ();

use constant { BLOCK => 0, UNBLOCK => 1, SETMASK => 2, CHLD => 17, WNOHANG => 1, WUNTRACED => 2, ENOENT => 2 };
my $signals = signals(1, 2, 3, 15, 10, 12, 14, CHLD); # HUP, INT, QUIT, TERM, USR1, USR2, ALRM
my $mask = signals();
$SIG{CHLD} = 'DEFAULT';
syscall($number{rt_sigprocmask}, BLOCK, $signals, $mask, 8) == 0 or die "netlab: block signals: $!\n";
my $descriptor = syscall($number{signalfd4}, -1, $signals, 8, 0);
open my $heard, '<&=', $descriptor or die "netlab: hear signals: $!\n";

my %namespace;
my @status;
if (open my $stat, '<', "/proc/$init/stat") {
    open $namespace{$_}, '<', "/proc/$init/ns/$_" for keys %kind;
    @status = split ' ', <$stat> =~ s/.*\)//sr;
}
(@status > 19 && $status[19] eq $start && 5 == grep { defined fileno $_ } values %namespace)
    or die "netlab: container $container does not run any more\n";
my $all = limiting_cgroups();
my $inode = (stat $namespace{net})[1];
my $procs;
defined $all and open $procs, '>', "$all/$cgroup:$inode/cgroup.procs";

hide();
must('enter the container', 'setns', fileno $namespace{pid}, $kind{pid});
my $child = fork // die "netlab: fork: $!\n";
if (!$child) {
    if ($procs && defined fileno $procs) { print $procs 0; close $procs }
    must('enter the container', 'setns', fileno $namespace{$_}, $kind{$_}) for qw(net uts ipc mnt);
    chdir '/';
    umask 022;
    %ENV = (PATH => '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME => '/root', LANG => 'C.UTF-8',
            map { exists $ENV{$_} ? ($_ => $ENV{$_}) : () } qw(TERM COLUMNS LINES NO_COLOR));
    confine($filter);
    close_files();
    can('rt_sigprocmask', SETMASK, $mask, 0, 8);
    { no warnings 'exec'; exec { $command[0] } @command }
    print STDERR "netlab: run $command[0]: $!\n";
    exit($! == ENOENT ? 127 : 126);
}
close $_ for grep { defined } $procs, values %namespace;

while (1) {
    if (waitpid($child, WNOHANG | WUNTRACED) == 0) {
        sysread $heard, my $info, 128;
        my ($signal, undef, $code) = unpack 'L l l', $info; # struct signalfd_siginfo
        kill $signal, $child if $signal != CHLD && $code <= 0;
        next;
    }
    last unless kill 0, $child; # $? is 0 of one that has stopped, too
    kill 'STOP', $$;
    kill 'CONT', $child;
}
exit $? >> 8 unless $? & 127;
my $signal = $? & 127;
my $name = (qw(0 HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU
               URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS))[$signal];
$SIG{$name} = 'DEFAULT' if defined $name;
kill $signal, $$;
can('rt_sigprocmask', UNBLOCK, signals($signal), 0, 8);
exit 128 + $signal;

# A set of signals, as the kernel has it.
sub signals {
    my $set = 0;
    $set |= 1 << $_ - 1 for @_;
    return pack 'Q', $set;
}
