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

        var (service, unread) = await ServiceAsync();
        if (unread is not null)
        {
            await output.WriteLineAsync($"The messaging service could not be read ({unread.Kind}); nothing is changed.");
            return OperatorCommands.Failed;
        }

        var before = new Kept([.. numbers.Select(n => KeptNumber.Of(n.Resource!))], service is null ? null : KeptService.Of(service));
        Kept? kept = null;
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
            var then = kept is null ? Pointed(now, arguments) : kept.Numbers.FirstOrDefault(k => k.PhoneNumber == number) ?? now;
            well &= await ChangeAsync(resource!.Sid, now, then, kept is null && KeptNumber.IsOverridden(resource), arguments.DryRun, output);
            if (kept is not null && then.Besides.Length > 0)
            {
                await output.WriteLineAsync($"{number} also had {then.Besides}: set that in the Twilio console.");
            }
        }

        if (service is not null)
        {
            well &= kept is null ? await FreeTextsAsync(service, arguments.DryRun, output) : await BindTextsAsync(service, kept.Service, arguments.DryRun, output);
        }

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

    /// <summary>Null where there is none.</summary>
    private async Task<(MessagingServiceResource? Service, Failure? Why)> ServiceAsync() => settings.Twilio.MessagingServiceSid is not { Length: > 0 } sid
        ? (null, null)
        : await twilio.FetchMessagingServiceAsync(sid) switch
        {
            Sent<MessagingServiceResource>.Ok(var service) => (service, null),
            var failed => (null, failed.Why),
        };

    /// <summary>A messaging service in front of the numbers would keep their texts.</summary>
    private async Task<bool> FreeTextsAsync(MessagingServiceResource service, bool dryRun, TextWriter output)
    {
        if (service.UseInboundWebhookOnNumber)
        {
            await output.WriteLineAsync("The messaging service leaves texts to the numbers already.");
            return true;
        }

        await output.WriteLineAsync($"The messaging service sends texts to {service.InboundRequestUrl ?? "nobody"} -> to each number's own address");
        return dryRun || await twilio.LeaveTextsToNumbersAsync(service.Sid) is Sent<MessagingServiceResource>.Ok({ UseInboundWebhookOnNumber: true });
    }

    /// <summary>It takes the texts again, if it did before.</summary>
    private async Task<bool> BindTextsAsync(MessagingServiceResource now, KeptService? then, bool dryRun, TextWriter output)
    {
        if (then is null || then.Sid != now.Sid)
        {
            await output.WriteLineAsync(
                "Where the messaging service sent texts before is not written down: it still leaves them to the numbers. "
                + "Set its \"Incoming messages\" in the Twilio console (Messaging, Services, its Integration) as you want it.");
            return true;
        }

        if (then == KeptService.Of(now))
        {
            await output.WriteLineAsync("The messaging service does with texts what it did already.");
            return true;
        }

        if (then.LeavesTextsToNumbers)
        {
            return await FreeTextsAsync(now, dryRun, output);
        }

        await output.WriteLineAsync($"The messaging service leaves texts to the numbers -> sends them to {(then.InboundRequestUrl.Length == 0 ? "nobody" : then.InboundRequestUrl)}");
        var done = dryRun
            || (await twilio.SendTextsToServiceAsync(now.Sid, then.InboundRequestUrl) is Sent<MessagingServiceResource>.Ok(var after) && KeptService.Of(after) == then);
        if (!done)
        {
            await output.WriteLineAsync(
                "The messaging service is NOT changed. Set its \"Incoming messages\" in the Twilio console (Messaging, Services, its Integration) to that address.");
        }

        return done;
    }

    private static async Task<Kept?> ReadAsync(string file)
    {
        try
        {
            var text = await File.ReadAllTextAsync(file);

            // Before messaging services were written down there was only the list.
            return text.TrimStart().StartsWith('[')
                ? JsonSerializer.Deserialize<List<KeptNumber>>(text) is { } numbers ? new Kept(numbers, null) : null
                : JsonSerializer.Deserialize<Kept>(text) is { Numbers: not null } kept ? kept : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What is written down before anything is changed.</summary>
    /// <param name="Service">Null where there was none.</param>
    private sealed record Kept(IReadOnlyList<KeptNumber> Numbers, KeptService? Service);

    /// <summary>What a messaging service did with texts to its numbers.</summary>
    /// <param name="InboundRequestUrl">Empty: nothing.</param>
    private sealed record KeptService(string Sid, string InboundRequestUrl, bool LeavesTextsToNumbers)
    {
        public static KeptService Of(MessagingServiceResource service) => new(service.Sid, service.InboundRequestUrl ?? "", service.UseInboundWebhookOnNumber);
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
