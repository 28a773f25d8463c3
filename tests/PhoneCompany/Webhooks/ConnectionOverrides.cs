using System.Globalization;

namespace PhoneCompany.Webhooks;

/// <summary>
/// What the fragment of a webhook URL asks for: <c>#rc=2&amp;rp=ct,5xx&amp;ct=2000&amp;rt=4000&amp;tt=10000</c>.
/// Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
/// </summary>
/// <param name="Retries">How many attempts follow a failed first one.</param>
/// <param name="RetryOn">What counts as a reason to retry: ct, rt, 4xx, 5xx, all.</param>
internal sealed record ConnectionOverrides(int Retries, IReadOnlySet<string> RetryOn, TimeSpan Connect, TimeSpan Read, TimeSpan Total)
{
    private static readonly string[] Policies = ["4xx", "5xx", "ct", "rt", "all"];
    private static readonly string[] Edges =
        ["ashburn", "dublin", "frankfurt", "sao-paulo", "singapore", "sydney", "tokyo", "umatilla"];

    public static ConnectionOverrides Parse(string url, Action<string> complain)
    {
        int retries = 1, connect = 5000, read = 15000, total = 15000;
        IReadOnlySet<string> retryOn = new HashSet<string> { "ct" };
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        foreach (var part in hash < 0 ? [] : url[(hash + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            switch (key)
            {
                case "rc": retries = Number(value, 0, 5, retries); break;
                case "ct": connect = Number(value, 100, 10000, connect); break;
                case "rt": read = Number(value, 100, 15000, read); break;
                case "tt": total = Number(value, 100, 15000, total); break;
                case "rp" when value.Split(',').All(Policies.Contains): retryOn = value.Split(',').ToHashSet(); break;
                case "sni" when value is "y" or "n": break;
                case "e" when value.Split(',').All(Edges.Contains): break;
                default: complain($"Connection override '{part}' is not one of Twilio's: {url}"); break;
            }

            int Number(string text, int least, int most, int otherwise)
            {
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                {
                    return number;
                }

                complain($"Connection override '{part}' is outside {least} to {most}: {url}");
                return otherwise;
            }
        }

        return new ConnectionOverrides(
            retries,
            retryOn,
            TimeSpan.FromMilliseconds(connect),
            TimeSpan.FromMilliseconds(read),
            TimeSpan.FromMilliseconds(total));
    }

    public bool ShouldRetry(WebhookReply reply) => RetryOn.Contains("all") || reply switch
    {
        { Status: >= 500 } => RetryOn.Contains("5xx"),
        { Status: >= 400 } => RetryOn.Contains("4xx"),
        { ErrorCode: 11205 } => RetryOn.Contains("ct"),
        _ => RetryOn.Contains("rt"),
    };
}
