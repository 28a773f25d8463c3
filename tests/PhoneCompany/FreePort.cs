using System.Net;
using System.Net.Sockets;

namespace PhoneCompany;

/// <summary>Ports on loopback, for whoever puts the phone company, or the program, on a socket.</summary>
public static class FreePort
{
    private const int Tries = 50;

    /// <summary>This port, or the next that nobody listens on; any for 0.</summary>
    /// <exception cref="IOException">All that were tried are taken.</exception>
    public static int From(int port)
    {
        for (var candidate = port; candidate <= Math.Min(port + Tries, IPEndPoint.MaxPort); candidate++)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, candidate);
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken, or not ours to take: the next.
            }
        }

        throw new IOException($"No free port from {port} on.");
    }
}
