using SpotterBot.Outreach;
using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight.Checks;

/// <summary>The numbers are the account's, and take calls and texts.</summary>
public sealed class CapabilitiesCheck(TwilioFacts facts, SpotterSettings settings) : IPreflightCheck
{
    public string Name => "numbers";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var (numbers, why) = await facts.OwnNumbersAsync();
        if (why is not null)
        {
            yield return Finding.NotTold("the account's numbers", why);
        }

        foreach (var (number, resource) in numbers)
        {
            yield return resource switch
            {
                null => Finding.Blocking($"{number} is not one of the account's numbers.", "Buy it in the Twilio console, or correct Twilio__Numbers"),
                { TakesCalls: false } => Finding.Blocking($"{number} takes no calls.", "Choose a number that is capable of voice"),
                { TakesTexts: false } when PeopleText(number) => Finding.Blocking($"{number} takes no texts.", "Choose a number that is capable of SMS"),
                _ => Finding.Passed($"{number} takes calls{(resource.TakesTexts ? " and texts" : "")}."),
            };
        }
    }

    /// <summary>EMS rings; everybody else texts, too.</summary>
    private bool PeopleText(string number) => number != settings.Twilio.EmsCallbackNumber || number == settings.Twilio.Numbers[0];
}

/// <summary>What happens to a call or a text to one of our numbers comes here.</summary>
public sealed class NumberUrlsCheck(TwilioFacts facts, NumberUrls wanted) : IPreflightCheck
{
    private const string Remedy = "Run the program with --point-numbers";

    public string Name => "number-urls";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var (numbers, why) = await facts.OwnNumbersAsync();
        if (why is not null)
        {
            yield return Finding.NotTold("where the numbers point", why);
        }

        foreach (var (number, resource) in numbers)
        {
            if (resource is null)
            {
                yield return Finding.Blocking($"Where {number} points is not known: the account does not have it.", "See the check \"numbers\"");
                continue;
            }

            var wrong = Wrong(resource).ToList();
            yield return wrong.Count > 0
                ? Finding.Blocking($"{number}: {string.Join("; ", wrong)}.", Remedy)
                : !IsTriedAgain(resource)
                    ? Finding.Warning($"{number} points here, but Twilio does not try again what fails on the way.", Remedy)
                    : Finding.Passed($"{number} points here for calls, texts and the end of calls.");
        }
    }

    private IEnumerable<string> Wrong(IncomingPhoneNumberResource number)
    {
        if (number.TrunkSid is { Length: > 0 })
        {
            yield return "a SIP trunk takes its calls";
        }

        if (number.VoiceApplicationSid is { Length: > 0 })
        {
            yield return "an application takes its calls";
        }

        if (number.SmsApplicationSid is { Length: > 0 })
        {
            yield return "an application takes its texts";
        }

        if (!NumberUrls.SameAddress(number.VoiceUrl, wanted.Voice) || number.VoiceMethod != "POST")
        {
            yield return $"calls go to {Shown(number.VoiceMethod, number.VoiceUrl)}";
        }

        if (!NumberUrls.SameAddress(number.SmsUrl, wanted.Texts) || number.SmsMethod != "POST")
        {
            yield return $"texts go to {Shown(number.SmsMethod, number.SmsUrl)}";
        }

        if (!NumberUrls.SameAddress(number.StatusCallback, wanted.Status))
        {
            yield return $"the end of a call is reported to {Shown("POST", number.StatusCallback)}";
        }
    }

    private bool IsTriedAgain(IncomingPhoneNumberResource number) =>
        number.VoiceUrl == wanted.Voice && number.SmsUrl == wanted.Texts && number.StatusCallback == wanted.Status;

    private static string Shown(string? method, string? url) => string.IsNullOrEmpty(url) ? "nowhere" : $"{method} {url.Split('?', '#')[0]}";
}

/// <summary>
/// When the whole program cannot be reached, Twilio itself says so, to callers and to texters, and puts callers through to a person. Those documents
/// must not stand where we do.
/// </summary>
public sealed class FallbackCheck(TwilioFacts facts, Wire wire, Urls urls, SpotterSettings settings) : IPreflightCheck
{
    private static readonly string[] TwilioHosts = [".twilio.com", ".twil.io", "twimlets.com"];

    public string Name => "fallback";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        if (settings.Roster.FallbackPhone is not { } staffed)
        {
            yield return Finding.Blocking("Roster__FallbackPhone is not set: when this program cannot be reached, nobody is.", "Set it to a line that somebody always picks up");
            yield break;
        }

        var (numbers, why) = await facts.OwnNumbersAsync();
        if (why is not null)
        {
            yield return Finding.NotTold("the numbers' fallbacks", why);
        }

        foreach (var (number, resource) in numbers)
        {
            if (resource is not null)
            {
                yield return await CallAsync(number, resource, staffed);
                yield return await TextAsync(number, resource);
            }
        }
    }

    private async Task<Finding> CallAsync(string number, IncomingPhoneNumberResource resource, string staffed)
    {
        var (document, fault) = await DocumentAsync($"{number}'s fallback for calls", resource.VoiceFallbackUrl);
        return fault
            ?? (!Has(document!, "Dial", staffed)
                ? Finding.Blocking($"{number}'s fallback for calls does not dial Roster__FallbackPhone.", "Correct the TwiML Bin: infra/go-live shows what must stand in it")
                : Finding.Passed($"When we cannot be reached, Twilio puts calls to {number} through to the staffed line."));
    }

    private async Task<Finding> TextAsync(string number, IncomingPhoneNumberResource resource)
    {
        if (!resource.TakesTexts)
        {
            return Finding.Passed($"{number} takes no texts, and needs no fallback for them.");
        }

        var (document, fault) = await DocumentAsync($"{number}'s fallback for texts", resource.SmsFallbackUrl);
        return fault
            ?? (!Has(document!, "Message", "")
                ? Finding.Blocking($"{number}'s fallback for texts does not answer them.", "Correct the TwiML Bin: infra/go-live shows what must stand in it")
                : Finding.Passed($"When we cannot be reached, Twilio answers texts to {number}."));
    }

    private async Task<(System.Xml.Linq.XElement? Document, Finding? Fault)> DocumentAsync(string what, string? url)
    {
        const string remedy = "Make the TwiML Bins that infra/go-live shows, and run it again with their addresses";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return (null, Finding.Blocking($"{what} is not set.", remedy));
        }

        if (!IsTwilios(address))
        {
            return (null, Finding.Blocking($"{what} is not hosted by Twilio.", remedy));
        }

        // As Twilio asks for it: the document is shown to nobody who has not signed.
        var signed = $"{url!.Split('#')[0]}{(address.Query.Length > 0 ? "&" : "?")}AccountSid={settings.Twilio.AccountSid}";
        using var request = new HttpRequestMessage(HttpMethod.Get, signed);
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", RequestValidator.Signature(settings.Twilio.AuthToken, signed, []));
        var answer = await wire.SendAsync(request);
        try
        {
            return answer.Status == 200
                ? (System.Xml.Linq.XElement.Parse(answer.Body), null)
                : (null, Finding.Blocking($"{what} cannot be had: it {answer.Told}.", remedy));
        }
        catch (System.Xml.XmlException)
        {
            return (null, Finding.Blocking($"{what} is no TwiML.", remedy));
        }
    }

    private bool IsTwilios(Uri url) =>
        TwilioHosts.Any(host => url.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase))
        || (url.GetLeftPart(UriPartial.Authority) == settings.Twilio.ApiOrigin() && !url.AbsoluteUri.StartsWith(urls.Base, StringComparison.Ordinal));

    private static bool Has(System.Xml.Linq.XElement document, string verb, string text) =>
        document.Name.LocalName == "Response" && document.Elements(verb).Any(e => e.Value.Contains(text, StringComparison.Ordinal));
}

/// <summary>A messaging service takes the texts of its numbers: it must leave them to the numbers, or send them here.</summary>
public sealed class MessagingServiceCheck(TwilioClient twilio, NumberUrls wanted, SpotterSettings settings) : IPreflightCheck
{
    public string Name => "messaging-service";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        if (settings.Twilio.MessagingServiceSid is not { Length: > 0 } sid)
        {
            yield return Finding.Passed("There is no messaging service: texts come and go by the numbers themselves.");
            yield break;
        }

        yield return await twilio.FetchMessagingServiceAsync(sid) switch
        {
            Sent<MessagingServiceResource>.Ok({ UseInboundWebhookOnNumber: true }) => Finding.Passed("The messaging service leaves texts to the numbers' own addresses."),
            Sent<MessagingServiceResource>.Ok({ InboundRequestUrl: { } url }) when NumberUrls.SameAddress(url, wanted.Texts) => Finding.Passed("The messaging service sends texts here."),
            Sent<MessagingServiceResource>.Ok(var service) => Finding.Blocking(
                service.InboundRequestUrl is null ? "The messaging service swallows texts to its numbers." : "The messaging service sends texts to its numbers elsewhere.",
                "Run the program with --point-numbers, or choose \"Defer to sender's webhook\" in the service's integration settings"),
            Sent<MessagingServiceResource>.Refused({ Kind: FailureKind.Gone }) =>
                Finding.Blocking("The account has no such messaging service.", "Correct Twilio__MessagingServiceSid, or leave it out"),
            var failed => Finding.NotTold("the messaging service", failed.Why),
        };
        if (await twilio.ListMessagingServiceNumbersAsync(sid) is Sent<IReadOnlyList<string>>.Ok(var pool))
        {
            foreach (var number in settings.Twilio.Numbers.Where(n => !pool.Contains(n) && n != settings.Twilio.EmsCallbackNumber))
            {
                yield return Finding.Warning(
                    $"{number} is not among the messaging service's senders: replies to it would come from another number.",
                    "Add it to the service's sender pool");
            }
        }
    }
}

/// <summary>Whoever dials an emergency number from one of ours is looked for at its registered address. This program never does; a mistake might.</summary>
public sealed class EmergencyAddressCheck(TwilioFacts facts) : IPreflightCheck
{
    public string Name => "emergency-address";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var (numbers, why) = await facts.OwnNumbersAsync();
        if (why is not null)
        {
            yield return Finding.NotTold("the numbers' emergency addresses", why);
        }

        foreach (var (number, resource) in numbers)
        {
            yield return resource?.EmergencyAddressStatus == "registered"
                ? Finding.Passed($"{number} has an emergency address.")
                : Finding.Warning($"{number} has no registered emergency address.", "Register the office's address for it in the console's emergency calling settings");
        }
    }
}
