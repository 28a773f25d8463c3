using SpotterBot.Outreach;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight.Checks;

/// <summary>
/// The door lets in what Twilio has signed, over the public address with its query byte for byte, and nothing else. The probe is the report of the end
/// of a call that never was: it changes nothing.
/// </summary>
public sealed class SignatureCheck(Wire wire, Urls urls, TwilioOptions twilio) : IPreflightCheck
{
    /// <summary>What a proxy that tidies URLs up would change.</summary>
    private const string Query = "?preflight=a%2Fb+c%20d&d=1&d=2";

    public string Name => "signature";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var primary = await ProbeAsync(twilio.AuthToken);
        yield return primary.Status is 204 or 200
            ? Finding.Passed("A correctly signed request is let in.")
            : Finding.Blocking(
                $"A request signed with Twilio__AuthToken is not let in: {primary.Told}.",
                "See that the program runs with this PublicBaseUrl and this token, and that what stands in front of it leaves path and query as they are");
        if (twilio.SecondaryAuthToken is { Length: > 0 } second)
        {
            var secondary = await ProbeAsync(second);
            yield return secondary.Status is 204 or 200
                ? Finding.Passed("One that is signed with the secondary token is let in, too.")
                : Finding.Blocking(
                    $"A request signed with Twilio__SecondaryAuthToken is not let in: {secondary.Told}.",
                    "Give the running program the same Twilio__SecondaryAuthToken before you promote it");
        }

        foreach (var (what, url) in new[] { ("calls", urls.Voice), ("texts", urls.Texts) })
        {
            var answer = await ProbeAsync(null, url);
            yield return answer.Status == 403
                ? Finding.Passed($"The door for {what} is there.")
                : Finding.Blocking($"An unsigned request to the door for {what} is not refused with 403: {answer.Told}.", "See in the portal that all functions of the app are there");
        }

        foreach (var (what, token) in new[] { ("An unsigned request", (string?)null), ("A request signed with another key", "0") })
        {
            var refused = await ProbeAsync(token);
            yield return refused.Status == 403
                ? Finding.Passed($"{what} is refused.")
                : Finding.Blocking($"{what} is not refused with 403: {refused.Told}.", "Do not go live: see that nothing but SpotterBot's own door answers at this address");
        }
    }

    private Task<WireAnswer> ProbeAsync(string? token) => ProbeAsync(token, urls.NumberStatus + Query);

    private async Task<WireAnswer> ProbeAsync(string? token, string url)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("AccountSid", twilio.AccountSid), new("CallSid", "CA" + new string('0', 32)), new("CallStatus", "completed"), new("From", "+0"),
        ];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = new FormUrlEncodedContent(form);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", RequestValidator.Signature(token, url, form));
        }

        return await wire.SendAsync(request);
    }
}
