using System.Net;

namespace PhoneSimulator.Web;

/// <summary>
/// The desk's port is open to every page in the newcomer's browser. A request is served only under this machine's own name (so that a
/// foreign name pointed here finds nothing), and one that changes something only if no other site's page made it.
/// </summary>
internal static class OwnPagesOnly
{
    public static bool IsAllowed(HttpRequest request)
    {
        if (!IsThisMachine(request.Host.Host))
        {
            return false;
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return true;
        }

        // Browsers send both with every POST; programs send neither.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is "" or "same-origin" or "none" && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}");
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
