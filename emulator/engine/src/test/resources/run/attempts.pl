# Tries what a container must not do, and what it must be able to do; prints "NAME: yes", or the kernel's words.
use strict;
use Socket;

my $x86 = `uname -m` =~ /x86_64/;

sub try {
    my ($name, $work) = @_;
    $! = 0;
    print "$name: ", $work->() ? 'yes' : $! || 'no', "\n";
}

sub put {
    my ($file, $text) = @_;
    open my $out, '>', $file or return 0;
    syswrite($out, $text) // return 0;
    return close $out;
}

sub call { # numbers of x86_64 and of aarch64
    my ($name, $number, $other, @arguments) = @_;
    try("call $name", sub { syscall($x86 ? $number : $other, @arguments) >= 0 });
}

sub child { # whether the work succeeds in a process of its own
    my ($work) = @_;
    my $child = fork // return 0;
    if (!$child) { $work->() ? exit 0 : exit($! + 0 || 255) }
    waitpid $child, 0;
    $! = $? >> 8;
    return $? == 0;
}

mkdir '/tmp/at';
try("write $_", sub { put($_, "\n") })
    for grep { -e } qw(/proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe /proc/sys/vm/drop_caches
                       /proc/sysrq-trigger /proc/irq/default_smp_affinity /sys/kernel/mm/ksm/run);
try('change the host\'s /dev/null', sub { chmod 0666, '/dev/null' });
try('read /etc/shadow', sub { open my $in, '<', '/etc/shadow' });
try('read a secret of /usr', sub { open my $in, '<', 'SECRET' });
try("find something in $_", sub { opendir my $in, $_ or return 0; grep { !/^\.\.?$/ } readdir $in })
    for qw(/home /root /srv /mnt /media /dev/shm /proc/acpi /sys/firmware /sys/fs/cgroup);
try('find files in /var', sub { open my $in, '-|', 'find /var/lib /var/log /var/cache -type f'; <$in> });
try('find a disk', sub { opendir my $in, '/dev'; grep { -b "/dev/$_" } readdir $in });
try('read the kernel\'s memory', sub { open my $in, '<', '/proc/kcore' or return $! = 0; read $in, my $some, 1 });
try('gain by a set-uid program', sub { open my $in, '<', '/proc/self/status'; !grep { /^NoNewPrivs:\s1/ } <$in> });
try('make more than 1024 processes', sub {
    my (@children, $child);
    while (@children < 2000 && defined($child = fork)) {
        if (!$child) { sleep 100; exit }
        push @children, $child;
    }
    my $why = $!;
    kill 'KILL', @children;
    waitpid $_, 0 for @children;
    $! = $why;
    return @children > 1024 || @children < 900;
});

call('mknod', 259, 33, -100, '/tmp/disk', 060666, 0x800) if $x86;
call('mount', 165, 40, 'x', '/tmp/at', 'tmpfs', 0, 0);
call('umount2', 166, 39, '/proc/sys', 2);
call('unshare', 272, 97, 0x10000000);
call('clone', 56, 220, 0x10000011, 0, 0, 0, 0);
call('clone3', 435, 435, 0, 0);
call('setns', 308, 268, 0, 0);
call('bpf', 321, 280, 0, 0, 0);
call('keyctl', 250, 219, 0, -3, 0);
call('perf_event_open', 298, 241, 0, 0, -1, -1, 0);
call('open_by_handle_at', 304, 265, -100, 0, 0);
call('init_module', 175, 105, 0, 0, 0);
call('kexec_load', 246, 104, 0, 0, 0, 0);
call('swapoff', 168, 225, '/x');
call('reboot', 169, 142, 0, 0, 0, 0);
call('syslog', 103, 116, 10, 0, 0);
call('settimeofday', 164, 170, 0, 0);
call('sethostname', 170, 161, 'x', 1);
call('io_uring_setup', 425, 425, 0, 0);
call('ioctl TIOCSTI', 16, 29, 0, 0x5412, 'x');
call('of tomorrow', 600, 600);
try("socket of family $_", sub { socket my $socket, $_, SOCK_SEQPACKET, 0 }) for 38, 40;

try('make a tun device', sub { system('ip tuntap add dev try0 mode tun && ip link del try0') == 0 });
try('ping', sub { system('ping -q -c 1 -W 5 127.0.0.1 >/dev/null') == 0 });
try('load rules', sub { system('nft add table try && nft delete table try') == 0 });
try('set a sysctl of the network', sub { put('/proc/sys/net/ipv4/ip_forward', '1') });
try('bind port 80', sub { socket my $socket, AF_INET, SOCK_STREAM, 0; bind $socket, sockaddr_in(80, INADDR_ANY) });
try('open a raw socket', sub { socket my $socket, AF_INET, SOCK_RAW, 1 });
try('give a file away', sub { put('/tmp/given', '') && chown(33, 33, '/tmp/given') && unlink '/tmp/given' });
try('become another user', sub { child(sub { $) = '33 33'; $> = 33; $> == 33 }) });
try('change the root', sub { child(sub { chroot '/tmp/at' }) });
try('make a pipe with a name', sub { system('mkfifo /tmp/fifo && rm /tmp/fifo') == 0 });
try('make a terminal', sub { open my $terminal, '+<', '/dev/ptmx' });
try("use $_", sub { open my $file, '+<', $_ }) for qw(/dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/net/tun);
try("write in $_", sub { put("$_/nlt-own", 'x') && unlink "$_/nlt-own" }) for qw(/etc /usr/bin /var/lib /run /tmp /dev/shm /root);
