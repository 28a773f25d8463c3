using System.Net.Sockets;

namespace SpotterBot.Telephony;

/// <summary>Tells what an exception from the network says about the request that ran into it.</summary>
internal static class NetworkFailures
{
    /// <summary>
    /// Whether no byte of the request can have arrived: the name was not found, or no connection or no TLS session came about.
    /// A time-out, a reset or a broken answer leaves that open, and so does anything unknown.
    /// </summary>
    public static bool BeforeSending(Exception? exception) => exception switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError,
        } => true,
        HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: SocketException socket } => BeforeConnecting(socket.SocketErrorCode),
        _ => false,
    };

    private static bool BeforeConnecting(SocketError error) => error
        is SocketError.ConnectionRefused
        or SocketError.HostNotFound
        or SocketError.TryAgain
        or SocketError.NoData
        or SocketError.HostUnreachable
        or SocketError.HostDown
        or SocketError.NetworkUnreachable
        or SocketError.NetworkDown;
}
