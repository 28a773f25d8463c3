using System.Text.Encodings.Web;
using System.Text.Json;
using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight;

/// <summary>
/// <c>--point-numbers</c>: has calls and texts to the service's numbers come here. Only what differs is changed, so that it can be run again at any time.
/// </summary>
public sealed class PointNumbersCommand(TwilioClient twilio, TwilioFacts facts, NumberUrls wanted, SpotterSettings settings)
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> RunAsync(OperatorArguments arguments, TextWriter output)
    {
        var (numbers, why) = await facts.OwnNumbersAsync();
        if (why is not null || numbers.Any(n => n.Resource is null))
        {
            await output.WriteLineAsync(why is not null
                ? $"Twilio did not tell where the numbers point ({why.Kind})."
                : $"{numbers.First(n => n.Resource is null).Number} is not one of the account's numbers.");
            return OperatorCommands.Failed;
        }

        var before = numbers.Select(n => KeptNumber.Of(n.Resource!)).ToList();
        List<KeptNumber>? kept = null;
        if (arguments.Verb == "--restore-numbers" && (kept = await ReadAsync(arguments.File!)) is null)
        {
            await output.WriteLineAsync($"{arguments.File} is not what --keep wrote.");
            return OperatorCommands.Failed;
        }

        if (kept is null && arguments is { File: { } file, DryRun: false } && !File.Exists(file))
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(before, Options));
            await output.WriteLineAsync($"Where they pointed is written down in {file}.");
        }

        var well = true;
        foreach (var (number, resource) in numbers)
        {
            var now = KeptNumber.Of(resource!);
            var then = kept is null ? Pointed(now, arguments) : kept.Find(k => k.PhoneNumber == number) ?? now;
            well &= await ChangeAsync(resource!.Sid, now, then, kept is null && KeptNumber.IsOverridden(resource), arguments.DryRun, output);
            if (kept is not null && then.Besides.Length > 0)
            {
                await output.WriteLineAsync($"{number} also had {then.Besides}: set that in the Twilio console.");
            }
        }

        well &= kept is not null || await FreeTextsAsync(arguments.DryRun, output);
        return well ? OperatorCommands.Done : OperatorCommands.Failed;
    }

    private KeptNumber Pointed(KeptNumber now, OperatorArguments arguments) => now with
    {
        VoiceUrl = wanted.Voice,
        VoiceFallbackUrl = arguments.VoiceFallback ?? now.VoiceFallbackUrl,
        SmsUrl = wanted.Texts,
        SmsFallbackUrl = arguments.TextFallback ?? now.SmsFallbackUrl,
        StatusCallback = wanted.Status,
    };

    private async Task<bool> ChangeAsync(string sid, KeptNumber now, KeptNumber then, bool overridden, bool dryRun, TextWriter output)
    {
        var changes = now.Differences(then).ToList();
        foreach (var (what, from, to) in changes)
        {
            await output.WriteLineAsync($"{now.PhoneNumber} {what}: {(from.Length == 0 ? "nothing" : from)} -> {(to.Length == 0 ? "nothing" : to)}");
        }

        if (overridden)
        {
            await output.WriteLineAsync($"{now.PhoneNumber}: an application or a trunk in front of these addresses is taken away.");
        }

        if (changes.Count == 0 && !overridden)
        {
            await output.WriteLineAsync($"{now.PhoneNumber} points there already.");
            return true;
        }

        if (dryRun)
        {
            return true;
        }

        var sent = await twilio.UpdateIncomingPhoneNumberAsync(sid, new UpdateIncomingPhoneNumber
        {
            VoiceUrl = then.VoiceUrl,
            VoiceFallbackUrl = then.VoiceFallbackUrl,
            SmsUrl = then.SmsUrl,
            SmsFallbackUrl = then.SmsFallbackUrl,
            StatusCallback = then.StatusCallback,
            OwnUrlsOnly = overridden,
        });
        var done = sent is Sent<IncomingPhoneNumberResource>.Ok(var after) && !KeptNumber.Of(after).Differences(then).Any();
        await output.WriteLineAsync(done ? $"{now.PhoneNumber} is changed." : $"{now.PhoneNumber} is NOT changed ({sent.Why?.Kind.ToString() ?? "Twilio says otherwise"}).");
        return done;
    }

    /// <summary>A messaging service in front of the numbers would keep their texts.</summary>
    private async Task<bool> FreeTextsAsync(bool dryRun, TextWriter output)
    {
        if (settings.Twilio.MessagingServiceSid is not { Length: > 0 } sid)
        {
            return true;
        }

        if (await twilio.FetchMessagingServiceAsync(sid) is not Sent<MessagingServiceResource>.Ok(var service))
        {
            await output.WriteLineAsync("The messaging service could not be read.");
            return false;
        }

        if (service.UseInboundWebhookOnNumber)
        {
            await output.WriteLineAsync("The messaging service leaves texts to the numbers already.");
            return true;
        }

        await output.WriteLineAsync($"The messaging service sends texts to {service.InboundRequestUrl ?? "nobody"} -> to each number's own address");
        return dryRun || await twilio.LeaveTextsToNumbersAsync(sid) is Sent<MessagingServiceResource>.Ok({ UseInboundWebhookOnNumber: true });
    }

    private static async Task<List<KeptNumber>?> ReadAsync(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<List<KeptNumber>>(await File.ReadAllTextAsync(file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What one number points at; empty: at nothing.</summary>
    /// <param name="Besides">What stood in front of the addresses, or how else they were asked, for a person to put back.</param>
    private sealed record KeptNumber(
        string PhoneNumber, string VoiceUrl, string VoiceFallbackUrl, string SmsUrl, string SmsFallbackUrl, string StatusCallback, string Besides)
    {
        public static KeptNumber Of(IncomingPhoneNumberResource number) => new(
            number.PhoneNumber ?? "", number.VoiceUrl ?? "", number.VoiceFallbackUrl ?? "", number.SmsUrl ?? "", number.SmsFallbackUrl ?? "",
            number.StatusCallback ?? "", string.Join(", ", Around(number)));

        public static bool IsOverridden(IncomingPhoneNumberResource number) =>
            number.VoiceApplicationSid is { Length: > 0 } || number.SmsApplicationSid is { Length: > 0 } || number.TrunkSid is { Length: > 0 };

        public IEnumerable<(string What, string From, string To)> Differences(KeptNumber other) => new[]
        {
            ("calls", VoiceUrl, other.VoiceUrl), ("calls, while we cannot be reached", VoiceFallbackUrl, other.VoiceFallbackUrl), ("texts", SmsUrl, other.SmsUrl),
            ("texts, while we cannot be reached", SmsFallbackUrl, other.SmsFallbackUrl), ("the end of calls", StatusCallback, other.StatusCallback),
        }.Where(d => d.Item2 != d.Item3);

        private static IEnumerable<string> Around(IncomingPhoneNumberResource number) => new[]
        {
            ("the application for calls ", number.VoiceApplicationSid), ("the application for texts ", number.SmsApplicationSid), ("the trunk ", number.TrunkSid),
            ("calls asked by ", number.VoiceMethod == "POST" ? "" : number.VoiceMethod), ("texts asked by ", number.SmsMethod == "POST" ? "" : number.SmsMethod),
        }.Where(a => !string.IsNullOrEmpty(a.Item2)).Select(a => a.Item1 + a.Item2);
    }
}
