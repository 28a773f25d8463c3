using System.Net;
using System.Text;

namespace Benchmarks.Rig;

/// <summary>A phone company that takes every order at once and does nothing with it.</summary>
public sealed class InstantPhoneCompany : HttpMessageHandler
{
    private long _sids;
    private long _requests;

    /// <summary>Requests so far.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Told of every text that is ordered: its fields.</summary>
    public Action<IReadOnlyDictionary<string, string>>? OnText { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        var path = request.RequestUri!.AbsolutePath;
        var sid = Interlocked.Increment(ref _sids).ToString("x32");
        if (path.EndsWith("/Messages.json", StringComparison.Ordinal) && OnText is { } told)
        {
            told(Fields(await request.Content!.ReadAsStringAsync(cancellationToken)));
        }

        return new HttpResponseMessage(HttpStatusCode.Created)
        {
            Content = new StringContent(path.EndsWith("/Messages.json", StringComparison.Ordinal)
                ? $$"""{"sid":"SM{{sid}}","status":"queued"}"""
                : $$"""{"sid":"CA{{sid}}","status":"queued"}""", Encoding.UTF8, "application/json"),
        };
    }

    private static Dictionary<string, string> Fields(string body) => body.Split('&').Select(pair => pair.Split('=', 2))
        .GroupBy(p => p[0]).ToDictionary(g => g.Key, g => Uri.UnescapeDataString(g.First()[1].Replace('+', ' ')));
}
