namespace SpotterBot.Telephony;

public sealed partial class TwilioClient
{
    /// <summary>Lists the account's own numbers.</summary>
    /// <param name="phoneNumber">Only this one, in E.164; null for all (up to 1000).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Sent<IReadOnlyList<IncomingPhoneNumberResource>>> ListIncomingPhoneNumbersAsync(
        string? phoneNumber = null, CancellationToken cancellationToken = default)
    {
        var query = new TwilioForm().Add("PhoneNumber", phoneNumber).Add("PageSize", "1000").Query();
        return ListAsync(
            "list numbers", RequestKind.Read, "/IncomingPhoneNumbers.json" + query, "incoming_phone_numbers",
            IncomingPhoneNumberResource.Read, cancellationToken);
    }

    /// <summary>Points one of the account's own numbers at our webhooks, all by POST.</summary>
    public Task<Sent<IncomingPhoneNumberResource>> UpdateIncomingPhoneNumberAsync(
        string phoneNumberSid, UpdateIncomingPhoneNumber changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var form = new TwilioForm();
        AddUrl(form, "VoiceUrl", "VoiceMethod", changes.VoiceUrl);
        AddUrl(form, "VoiceFallbackUrl", "VoiceFallbackMethod", changes.VoiceFallbackUrl);
        AddUrl(form, "SmsUrl", "SmsMethod", changes.SmsUrl);
        AddUrl(form, "SmsFallbackUrl", "SmsFallbackMethod", changes.SmsFallbackUrl);
        AddUrl(form, "StatusCallback", "StatusCallbackMethod", changes.StatusCallback);
        if (changes.OwnUrlsOnly)
        {
            form.Add("VoiceApplicationSid", "").Add("SmsApplicationSid", "").Add("TrunkSid", "");
        }

        return PostAsync(
            "update number", RequestKind.Update, Path("IncomingPhoneNumbers", phoneNumberSid), form, IncomingPhoneNumberResource.Read, cancellationToken);
    }

    /// <summary>Deletes a recording at Twilio; one that is not there any more counts as deleted.</summary>
    public Task<Sent<Done>> DeleteRecordingAsync(string recordingSid, CancellationToken cancellationToken = default) =>
        DeleteAsync("delete recording", Path("Recordings", recordingSid), cancellationToken);

    /// <summary>
    /// A recording's sound, as MP3. It is asked for with the account's credentials: accounts made since the end of July 2023 give it to nobody without
    /// them. Somebody on a line waits for it, so no breaker stands in its way.
    /// </summary>
    public Task<Sent<byte[]>> FetchRecordingAsync(string recordingSid, CancellationToken cancellationToken = default) => WatchedAsync(
        "fetch recording", RequestKind.UrgentRead, HttpMethod.Get, _account + Path("Recordings", recordingSid, Sound), form: null, _authorization,
        answer => answer.Sound is { } sound ? new Sent<byte[]>.Ok(sound) : null,
        cancellationToken);

    /// <summary>What was recorded on one call, finished or not.</summary>
    public Task<Sent<IReadOnlyList<RecordingResource>>> ListRecordingsAsync(string callSid, CancellationToken cancellationToken = default) =>
        ListAsync("list recordings", RequestKind.Read, $"/Recordings.json?CallSid={Uri.EscapeDataString(callSid)}&PageSize=50", "recordings", RecordingResource.Read, cancellationToken);

    private static void AddUrl(TwilioForm form, string urlName, string methodName, string? url)
    {
        if (url is not null) form.Add(urlName, url).Add(methodName, "POST");
    }
}
