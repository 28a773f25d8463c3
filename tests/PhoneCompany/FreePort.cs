using System.Net;
using System.Net.Sockets;

namespace PhoneCompany;

/// <summary>Ports on loopback, for whoever puts the phone company, the program or what either needs on a socket.</summary>
public static class FreePort
{
    private const int Tries = 50;

    /// <summary>Below those that a system gives to outgoing connections: one of these could be in use by the time it is listened on.</summary>
    private const int AnyFrom = 20_000;
    private const int AnyTo = 32_000;

    /// <summary>One that nobody listens on.</summary>
    /// <exception cref="IOException">All that were tried are taken.</exception>
    public static int Any() => First(Enumerable.Range(0, Tries).Select(_ => Random.Shared.Next(AnyFrom, AnyTo))) ?? throw new IOException("No free port.");

    /// <summary>This port, or the next that nobody listens on; any for 0.</summary>
    /// <exception cref="IOException">All that were tried are taken.</exception>
    public static int From(int port) =>
        port == 0 ? Any() : First(Enumerable.Range(port, Tries + 1).Where(p => p <= IPEndPoint.MaxPort)) ?? throw new IOException($"No free port from {port} on.");

    private static int? First(IEnumerable<int> candidates)
    {
        foreach (var candidate in candidates)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, candidate);
                probe.Start();
                return candidate;
            }
            catch (SocketException)
            {
                // Taken, or not ours to take: the next.
            }
        }

        return null;
    }
}
