use strict;
use warnings;
use Config;

# Numbers of system calls: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h.
my %number =
    $Config{archname} =~ /^x86_64/
    ? (mount => 165, umount2 => 166, pivot_root => 155, unshare => 272, setns => 308, prctl => 157, capget => 125,
       capset => 126, setfsuid => 122, setfsgid => 123, setgroups => 116, sethostname => 170, close_range => 436, close => 3,
       rt_sigprocmask => 14, signalfd4 => 289)
    : $Config{archname} =~ /^aarch64/
    ? (mount => 40, umount2 => 39, pivot_root => 41, unshare => 97, setns => 268, prctl => 167, capget => 90,
       capset => 91, setfsuid => 151, setfsgid => 152, setgroups => 159, sethostname => 161, close_range => 436, close => 57,
       rt_sigprocmask => 135, signalfd4 => 74)
    : die "netlab: containers are for x86_64 and aarch64, not for $Config{archname}\n";

# Flags of unshare(2) and setns(2).
my %kind = (net => 0x40000000, pid => 0x20000000, ipc => 0x08000000, uts => 0x04000000, mnt => 0x00020000);

# What Docker gives, less MKNOD, and NET_ADMIN: CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP,
# NET_BIND_SERVICE, NET_ADMIN, NET_RAW, SYS_CHROOT, AUDIT_WRITE, SETFCAP (capabilities(7)).
my $capabilities = 0;
$capabilities |= 1 << $_ for 0, 1, 3, 4, 5, 6, 7, 8, 10, 12, 13, 18, 29, 31;

use constant MOST_PROCESSES => 1024;

# Whether the kernel did it; $! says why not.
sub can {
    my ($name, @arguments) = @_;
    return syscall($number{$name}, @arguments) >= 0;
}

sub must {
    my ($what, @call) = @_;
    can(@call) or die "netlab: $what: $!\n";
}

# Where the machine's cgroups limit processes; nothing where it has none that can be written to.
sub limiting_cgroups {
    open my $mounts, '<', '/proc/self/mountinfo' or return;
    while (<$mounts>) {
        my ($at, $type, $options) = m{^\S+ \S+ \S+ \S+ (\S+) .* - (\S+) \S+ (\S+)} or next;
        return $at if $type eq 'cgroup' && $options =~ /\bpids\b/;
        # What the machine has not given to groups below its root stays so: that is not ours to change.
        return $at if $type eq 'cgroup2' && grep { $_ eq 'pids' } words("$at/cgroup.subtree_control");
    }
    return;
}

sub words {
    my ($file) = @_;
    open my $in, '<', $file or return;
    return split ' ', join '', <$in>;
}

sub put {
    my ($file, $text) = @_;
    open my $out, '>', $file or return 0;
    print $out $text;
    return close $out;
}

# Nobody may look into a process that is still the host's perl; the next program is its own again.
sub hide {
    must('hide a process', 'prctl', 4, 0, 0, 0, 0); # PR_SET_DUMPABLE
}

# Gives away, for good, what a container must not have. The filter is BPF, in hexadecimal (SeccompFilter.java).
sub confine {
    my ($filter) = @_;
    for my $capability (0 .. 63) {
        next if $capabilities >> $capability & 1;
        can('prctl', 24, $capability, 0, 0, 0) or last; # PR_CAPBSET_DROP; there are no more
    }
    can('prctl', 47, 4, 0, 0, 0); # PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL
    my ($header, $sets) = (pack('L2', 0x20080522, 0), "\0" x 24); # _LINUX_CAPABILITY_VERSION_3
    syscall($number{capget}, $header, $sets) == 0 or die "netlab: read capabilities: $!\n";
    my $kept = $capabilities & (unpack 'L6', $sets)[1];
    $sets = pack 'L6', $kept, $kept, 0, 0, 0, 0;
    must('give up capabilities', 'capset', $header, $sets);
    must('set no_new_privs', 'prctl', 38, 1, 0, 0, 0);
    my $code = pack 'H*', $filter;
    my $program = pack 'S x![P] P', length($code) / 8, $code;
    can('prctl', 22, 2, $program) # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
        or print STDERR "netlab: this kernel filters no system calls: $!\n";
}

sub close_files {
    can('close_range', 3, 0xffffffff, 0) or map { can('close', $_) } 3 .. 1023;
}
