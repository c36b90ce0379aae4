# Starts a command under Landlock and seccomp: perl -e THIS HANDLED FAMILY MASK:PATH... -- COMMAND...
# HANDLED: access rights (decimal, linux/landlock.h) that are denied where no MASK:PATH grants them.
# FAMILY: the address family that socket(2) refuses; -1 refuses all of them, and no TCP, either.
# Ends with 77 where the kernel cannot do it: ABI 3 (Linux 6.2) is the least, for truncate(2).
use strict;
use POSIX ();
my ($handled, $family) = (shift, shift);
my $machine = (POSIX::uname())[4];
my %calls = ('x86_64' => [157, 41, 0xC000003E], 'aarch64' => [167, 198, 0xC00000B7]);
my $calls = $calls{$machine} or exit 77;
my ($prctl, $socket, $arch) = @$calls;



my $abi = syscall(444, 0, 0, 1);
exit 77 if $abi < 3;
$handled &= (1 << ($abi < 5 ? 15 : 16)) - 1;
my $net = $family < 0 && $abi >= 4 ? 3 : 0; # bind and connect of TCP
my $scoped = $abi >= 6 ? 3 : 0; # abstract sockets and signals
my $attributes = pack('QQQ', $handled, $net, $scoped);
my $ruleset = syscall(444, $attributes, $abi >= 6 ? 24 : $abi >= 4 ? 16 : 8, 0);
exit 77 if $ruleset < 0;

while (defined(my $rule = shift)) {
    last if $rule eq '--';
    my ($mask, $path) = split /:/, $rule, 2;
    sysopen(my $handle, $path, 0x200000 | 0x80000) or next; # O_PATH | O_CLOEXEC; gone meanwhile
    $mask &= $handled;
    $mask &= 0xC007 unless -d $handle; # what makes sense for a file
    next unless $mask;
    my $beneath = pack('Ql', $mask, fileno($handle));
    syscall(445, $ruleset, 1, $beneath, 0) == 0 or die "coder: Landlock refuses $path: $!\n";
}

my ($load, $equal, $least, $return) = (0x20, 0x15, 0x35, 0x06);
my ($allow, $deny) = (0x7FFF0000, 0x00050000 | 13);
my @filter = (
    [$load, 0, 0, 4], [$equal, 1, 0, $arch], [$return, 0, 0, $deny],    # no other calling convention
    [$load, 0, 0, 0], [$least, 5, 0, 0x40000000], [$equal, 4, 0, 425],  # nor x32, nor io_uring, which opens sockets
    [$equal, 0, 2, $socket], [$load, 0, 0, 16], [$family < 0 ? $least : $equal, 1, 0, $family < 0 ? 0 : $family],
    [$return, 0, 0, $allow], [$return, 0, 0, $deny]);
my $filter = join '', map { pack 'SCCL', @$_ } @filter;
my $program = pack('Sx6P', scalar @filter, $filter);

syscall($prctl, 1, 9, 0, 0, 0);                     # dies with its parent
syscall($prctl, 24, $_, 0, 0, 0) for 0 .. 63;       # even root gets no capability at the exec
syscall($prctl, 38, 1, 0, 0, 0) == 0 or die "coder: no_new_privs: $!\n";
syscall(446, $ruleset, 0) == 0 or die "coder: Landlock: $!\n";
syscall($prctl, 22, 2, $program, 0, 0) == 0 or die "coder: seccomp: $!\n";
exec { $ARGV[0] } @ARGV or die "coder: $ARGV[0]: $!\n";
