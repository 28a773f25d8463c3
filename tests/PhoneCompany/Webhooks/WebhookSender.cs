using System.Net;
using System.Text;
using PhoneCompany.Faults;
using PhoneCompany.Signing;

namespace PhoneCompany.Webhooks;

/// <summary>
/// Sends requests to the program the way Twilio does: signed, with retries as the URL's fragment asks, redirects followed,
/// 15 s in all. Everything here runs outside the switchboard; only the reply is handed in through it.
/// </summary>
internal sealed class WebhookSender(PhoneNetwork network, HttpMessageInvoker program)
{
    private const int MostRedirects = 10;
    private const int MostBytes = 64 * 1024;
    private int _outstanding;

    /// <summary>How many requests have started and not yet been answered or given up.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>Sends after <paramref name="latency"/>; <paramref name="onReply"/> runs inside the switchboard.</summary>
    public void Send(WebhookRequest request, TimeSpan latency, Action<WebhookReply> onReply)
    {
        var numbered = request with { IdempotencyToken = network.NextSid("") };
        Interlocked.Increment(ref _outstanding);
        network.Board.AfterOutside(latency, () => _ = RunAsync(numbered, onReply));
    }

    private async Task RunAsync(WebhookRequest request, Action<WebhookReply> onReply)
    {
        WebhookReply reply;
        try
        {
            reply = await WithFaultsAsync(request);
        }
#pragma warning disable CA1031 // A fault of the program's handler is kept for the test; the call goes on as if the request had failed.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            network.Observe(fault);
            reply = WebhookReply.Failed(11200, request.Url);
        }

        Interlocked.Decrement(ref _outstanding);
        network.Board.Enter(() =>
        {
            if (reply.ErrorCode is { } code)
            {
                network.Alert(code, request.Url, request["CallSid"] ?? request["MessageSid"], $"{request.Kind} got status {reply.Status}.");
            }

            onReply(reply);
        });
    }

    private async Task<WebhookReply> WithFaultsAsync(WebhookRequest request)
    {
        var overrides = ConnectionOverrides.Parse(request.Url, network.Violate);
        switch (network.Faults.For(request))
        {
            case WebhookFault.Lost { ReachesProgram: false }:
                await Task.Delay(Least(overrides.Connect * (1 + overrides.Retries), overrides.Total), network.Time);
                return WebhookReply.Failed(11205, request.Url);
            case WebhookFault.Lost:
                var lost = DeliverAsync(request, overrides);
                await Task.Delay(Least(overrides.Read, overrides.Total), network.Time);
                await lost;
                return WebhookReply.Failed(11200, request.Url);
            case WebhookFault.Late late:
                await Task.Delay(late.By, network.Time);
                break;
            case WebhookFault.Twice twice:
                network.Board.AfterOutside(twice.After, () => _ = AgainAsync(request, overrides));
                break;
            case WebhookFault.Strays stray:
                network.Board.AfterOutside(stray.After, () => _ = AgainAsync(request, overrides));
                await Task.Delay(Least(overrides.Connect * (1 + overrides.Retries), overrides.Total), network.Time);
                return WebhookReply.Failed(11205, request.Url);
            case WebhookFault.Answer answer:
                return WebhookReply.Failed(11200, request.Url, (int)answer.Code);
        }

        return await DeliverAsync(request, overrides);
    }

    private async Task AgainAsync(WebhookRequest request, ConnectionOverrides overrides)
    {
        try
        {
            await DeliverAsync(request, overrides);
        }
#pragma warning disable CA1031 // See RunAsync.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            network.Observe(fault);
        }
    }

    private async Task<WebhookReply> DeliverAsync(WebhookRequest request, ConnectionOverrides overrides)
    {
        var giveUp = network.Board.Now + overrides.Total;
        for (var attempt = 0; ; attempt++)
        {
            var reply = await AttemptAsync(request, overrides, giveUp);
            if (reply.ErrorCode is null || attempt >= overrides.Retries || !overrides.ShouldRetry(reply) || network.Board.Now >= giveUp)
            {
                return reply;
            }
        }
    }

    private async Task<WebhookReply> AttemptAsync(WebhookRequest request, ConnectionOverrides overrides, DateTimeOffset giveUp)
    {
        var (url, method) = (WebhookSignature.WithoutFragment(request.Url), request.Method);
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var left = Least(overrides.Read, giveUp - network.Board.Now);
            if (left <= TimeSpan.Zero)
            {
                return WebhookReply.Failed(11200, url);
            }

            var (reply, location) = await OnceAsync(request, url, method, redirects == 0, left);
            if (location is null)
            {
                return reply;
            }

            url = new Uri(new Uri(url), location).OriginalString;
            if (reply.Status is 301 or 302 or 303)
            {
                method = "GET";
            }
        }

        return WebhookReply.Failed(11215, url);
    }

    private async Task<(WebhookReply Reply, string? Location)> OnceAsync(
        WebhookRequest request, string url, string method, bool withParameters, TimeSpan timeout)
    {
        // A redirected GET keeps only what its new address says: digits are lost, as on the real network.
        var get = method == "GET";
        var target = get && withParameters ? WithQuery(url, request.Parameters) : url;
        if (!Uri.TryCreate(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var uri)
            || uri.Scheme is not ("http" or "https"))
        {
            return (WebhookReply.Failed(11100, url), null);
        }

        var message = new HttpRequestMessage(new HttpMethod(method), uri);
        var form = get ? [] : request.Parameters;
        if (!get)
        {
            message.Content = new FormUrlEncodedContent(form);
        }

        var signature = WebhookSignature.Compute(network.Options.AuthToken, WebhookSignature.SignedUrl(target, request.IsVoice), form);
        message.Headers.Add(WebhookSignature.HeaderName, signature);
        message.Headers.Add("I-Twilio-Idempotency-Token", request.IdempotencyToken);
        message.Headers.Add("Accept", "*/*");
        message.Headers.Add("User-Agent", "TwilioProxy/1.1");
        message.Headers.Host = HostOf(target);
        if (request.Cookies?.GetCookieHeader(uri) is { Length: > 0 } cookies)
        {
            message.Headers.Add("Cookie", cookies);
        }

        using var patience = new CancellationTokenSource();
        var exchange = ExchangeAsync(message, patience.Token);
        try
        {
            var (status, contentType, body, headers) = await exchange.WaitAsync(timeout, network.Time);
            Keep(request.Cookies, uri, headers);
            if (status is 301 or 302 or 303 or 307 or 308 && headers.Location is { } location)
            {
                return (WebhookReply.Failed(11200, url, status), location.OriginalString);
            }

            return (Judge(status, contentType, body, url), null);
        }
        catch (TimeoutException)
        {
#pragma warning disable CA1849, MA0042, VSTHRD103 // CancelAsync would go on in another thread.
            patience.Cancel();
#pragma warning restore CA1849, MA0042, VSTHRD103
            _ = SwallowAsync(exchange);
            return (WebhookReply.Failed(11200, url), null);
        }
        catch (HttpRequestException)
        {
            return (WebhookReply.Failed(11205, url), null);
        }
    }

    private static WebhookReply Judge(int status, string? contentType, byte[] body, string url) => status switch
    {
        < 200 or >= 300 => WebhookReply.Failed(11200, url, status),
        _ when body.Length > MostBytes => WebhookReply.Failed(11750, url, status),
        _ => new WebhookReply(null, status, contentType, Encoding.UTF8.GetString(body), url),
    };

    private async Task<(int Status, string? ContentType, byte[] Body, System.Net.Http.Headers.HttpResponseHeaders Headers)> ExchangeAsync(
        HttpRequestMessage message, CancellationToken cancellation)
    {
        using (message)
        {
            using var response = TwimlBins.Serves(message.RequestUri!)
                ? await network.HandleTwimlBinAsync(message, cancellation)
                : await program.SendAsync(message, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, response.Headers);
        }
    }

    private async Task SwallowAsync(Task exchange)
    {
        try
        {
            await exchange;
        }
#pragma warning disable CA1031 // The reply is too late to matter; only a fault of the handler itself is worth keeping.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (fault is not (OperationCanceledException or HttpRequestException))
            {
                network.Observe(fault);
            }
        }
    }

    private static void Keep(CookieContainer? cookies, Uri uri, System.Net.Http.Headers.HttpResponseHeaders headers)
    {
        if (cookies is not null && headers.TryGetValues("Set-Cookie", out var values))
        {
            foreach (var value in values)
            {
                cookies.SetCookies(uri, value);
            }
        }
    }

    private static string WithQuery(string url, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var query = string.Join('&', parameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query;
    }

    private static string HostOf(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.IndexOfAny(['/', '?'], start);
        var authority = end < 0 ? url[start..] : url[start..end];
        return authority[(authority.LastIndexOf('@') + 1)..];
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
