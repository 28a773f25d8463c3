using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight.Checks;

/// <summary>
/// Carriers in the United States and Canada refuse texts from numbers that are not registered: toll-free ones without a verification (30032), others
/// to the United States without a campaign (30034). A campaign belongs to a messaging service, and to the numbers in it.
/// </summary>
public sealed class TextRegistrationCheck(TwilioClient twilio, TwilioFacts facts, SpotterSettings settings) : IPreflightCheck
{
    private const string Console = "Messaging, Regulatory compliance in the Twilio console";

    private static readonly string[] TollFree = ["+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888"];

    public string Name => "text-registration";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var (numbers, why) = await facts.OwnNumbersAsync();
        if (why is not null)
        {
            yield return Unchecked("the service's numbers", why);
        }

        foreach (var (number, resource) in numbers.Where(n => settings.Twilio.Numbers.Contains(n.Number) && PeopleText(n.Number)))
        {
            yield return number switch
            {
                _ when !number.StartsWith("+1", StringComparison.Ordinal) =>
                    Finding.Passed($"{number} is no number of the United States or Canada: what its own country asks of senders is not looked at."),
                _ when TollFree.Any(prefix => number.StartsWith(prefix, StringComparison.Ordinal)) => await TollFreeAsync(number, resource),
                _ => await CampaignAsync(number),
            };
        }
    }

    private async Task<Finding> TollFreeAsync(string number, IncomingPhoneNumberResource? resource) => resource is null
        ? Unchecked(number, null)
        : await twilio.ListTollFreeVerificationsAsync(resource.Sid) switch
        {
            Sent<IReadOnlyList<RegistrationResource>>.Ok(var all) when all.Any(v => v.Status == RegistrationResource.TollFreeApproved) =>
                Finding.Passed($"{number} is verified as a toll-free sender of texts."),
            Sent<IReadOnlyList<RegistrationResource>>.Ok(var all) => Finding.Warning(
                $"{number} is not verified as a toll-free sender ({Told(all)}): texts from it are refused with 30032.",
                $"Have it verified under {Console}; it takes days, and until then nobody can be spotted by text"),
            var failed => Unchecked(number, failed.Why),
        };

    private async Task<Finding> CampaignAsync(string number)
    {
        if (settings.Twilio.MessagingServiceSid is not { Length: > 0 } service)
        {
            return Finding.Warning(
                $"Whether {number} is registered for texts to the United States (A2P 10DLC) cannot be looked up: there is no messaging service in the settings.",
                $"Look under {Console}, and set Twilio__MessagingServiceSid to the service of the campaign; without one those texts are refused with 30034");
        }

        return (await twilio.ListMessagingServiceNumbersAsync(service), await twilio.ListCampaignsAsync(service)) switch
        {
            (Sent<IReadOnlyList<string>>.Ok(var pool), _) when !pool.Contains(number) => Finding.Warning(
                $"{number} is not among the messaging service's senders, so the service's campaign does not cover it.",
                "Add it to the service's sender pool, or look in the console in which campaign it is"),
            (Sent<IReadOnlyList<string>>.Ok, Sent<IReadOnlyList<RegistrationResource>>.Ok(var all)) when all.Any(c => c.Status == RegistrationResource.CampaignApproved) =>
                Finding.Passed($"{number} is registered for texts to the United States."),
            (Sent<IReadOnlyList<string>>.Ok, Sent<IReadOnlyList<RegistrationResource>>.Ok(var all)) => Finding.Warning(
                $"{number} is in no approved campaign ({Told(all)}): texts from it to phones of the United States are refused with 30034.",
                $"Register a brand and a campaign for the service under {Console}, which takes up to three weeks; only a Canadian number that never texts the United States needs none"),
            var (pool, campaigns) => Unchecked(number, pool.Why ?? campaigns.Why),
        };
    }

    private static Finding Unchecked(string number, Failure? why) => Finding.Warning(
        $"Whether {number} may send texts could not be looked up{(why is null ? "" : $" ({why.Kind}, code {why.Code?.ToString() ?? "none"})")}.",
        $"Look under {Console}: the number must be verified (toll-free) or in an approved campaign");

    private static string Told(IReadOnlyList<RegistrationResource> all) =>
        all.Count == 0 ? "nothing was handed in" : string.Join(", ", all.Select(r => r.Status?.ToLowerInvariant().Replace('_', ' ') ?? "status unknown"));

    /// <summary>As at <see cref="CapabilitiesCheck"/>: EMS rings only.</summary>
    private bool PeopleText(string number) => number != settings.Twilio.EmsCallbackNumber || number == settings.Twilio.Numbers[0];
}
