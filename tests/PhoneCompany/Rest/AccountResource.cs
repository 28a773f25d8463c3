using System.Globalization;
using PhoneCompany.Voice;

namespace PhoneCompany.Rest;

/// <summary>The account itself: its numbers, balance and recordings.</summary>
internal sealed class AccountResource(PhoneNetwork network)
{
    private static readonly Dictionary<string, Parameter> None = [];

    private static readonly Dictionary<string, Parameter> NumberParameters = new()
    {
        ["VoiceUrl"] = Parameter.UrlOrEmpty, ["VoiceMethod"] = Parameter.Method, ["VoiceFallbackUrl"] = Parameter.UrlOrEmpty,
        ["VoiceFallbackMethod"] = Parameter.Method, ["StatusCallback"] = Parameter.UrlOrEmpty, ["StatusCallbackMethod"] = Parameter.Method,
        ["SmsUrl"] = Parameter.UrlOrEmpty, ["SmsMethod"] = Parameter.Method, ["SmsFallbackUrl"] = Parameter.UrlOrEmpty,
        ["SmsFallbackMethod"] = Parameter.Method, ["FriendlyName"] = Parameter.Longest(64), ["VoiceCallerIdLookup"] = Parameter.Bool,
        ["VoiceApplicationSid"] = new(value => value.Length == 0), ["SmsApplicationSid"] = new(value => value.Length == 0),
        ["TrunkSid"] = new(value => value.Length == 0),
    };

    public object Get(Form form)
    {
        form.Check(None);
        return new Dictionary<string, object?>
        {
            ["sid"] = network.Options.AccountSid, ["friendly_name"] = "SpotterBot", ["status"] = network.Options.AccountStatus,
            ["type"] = network.Options.AccountType, ["date_created"] = Shapes.Date(network.Options.AccountCreatedUtc),
            ["uri"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}.json",
        };
    }

    public object Balance(Form form)
    {
        form.Check(None);
        return new Dictionary<string, object?>
        {
            ["account_sid"] = network.Options.AccountSid, ["balance"] = network.Options.Balance, ["currency"] = "USD",
        };
    }

    public object ListNumbers(Form form)
    {
        form.Check(Form.ForList(("PhoneNumber", Parameter.Text), ("FriendlyName", Parameter.Text)));
        var found = network.Options.Numbers
            .Where(number => form["PhoneNumber"] is not { } wanted || number.Number.Contains(wanted, StringComparison.Ordinal))
            .Where(number => form["FriendlyName"] is not { } name || number.FriendlyName == name)
            .ToList();
        return Shapes.Page(network, form, "IncomingPhoneNumbers", "incoming_phone_numbers", found, Shape);
    }

    public object GetNumber(string sid, Form form)
    {
        form.Check(None);
        return Shape(Find(sid));
    }

    public object UpdateNumber(string sid, Form form)
    {
        var number = Find(sid);
        form.Check(NumberParameters);
        number.FriendlyName = form["FriendlyName"] ?? number.FriendlyName;
        number.VoiceUrl = Changed("VoiceUrl", number.VoiceUrl);
        number.VoiceMethod = form["VoiceMethod"] ?? number.VoiceMethod;
        number.VoiceFallbackUrl = Changed("VoiceFallbackUrl", number.VoiceFallbackUrl);
        number.VoiceFallbackMethod = form["VoiceFallbackMethod"] ?? number.VoiceFallbackMethod;
        number.StatusCallback = Changed("StatusCallback", number.StatusCallback);
        number.StatusCallbackMethod = form["StatusCallbackMethod"] ?? number.StatusCallbackMethod;
        number.SmsUrl = Changed("SmsUrl", number.SmsUrl);
        number.SmsMethod = form["SmsMethod"] ?? number.SmsMethod;
        number.SmsFallbackUrl = Changed("SmsFallbackUrl", number.SmsFallbackUrl);
        number.SmsFallbackMethod = form["SmsFallbackMethod"] ?? number.SmsFallbackMethod;
        number.VoiceApplicationSid = Changed("VoiceApplicationSid", number.VoiceApplicationSid);
        number.SmsApplicationSid = Changed("SmsApplicationSid", number.SmsApplicationSid);
        number.TrunkSid = Changed("TrunkSid", number.TrunkSid);
        return Shape(number);

        string? Changed(string name, string? before) => form[name] switch
        {
            null => before,
            "" => null,
            var url => url,
        };
    }

    public object ListRecordings(Form form)
    {
        form.Check(Form.ForList(("CallSid", Parameter.Text)));
        var found = network.Exchange.Recordings.All
            .Where(recording => form["CallSid"] is not { } call || recording.CallSid == call)
            .ToList();
        return Shapes.Page(network, form, "Recordings", "recordings", found, Shape);
    }

    public object GetRecording(string sid, Form form)
    {
        form.Check(None);
        return Shape(Recorded(sid));
    }

    /// <summary>The sound itself: the resource's path with <c>.mp3</c> behind it.</summary>
    public byte[] GetSound(string sid) => Recorded(sid).Sound;

    public object? DeleteRecording(string sid) =>
        network.Exchange.Recordings.Delete(sid) ? null : throw RestErrorException.NotFound($"Recordings/{sid}");

    private Recording Recorded(string sid) =>
        network.Exchange.Recordings.All.FirstOrDefault(recording => recording.Sid == sid) ?? throw RestErrorException.NotFound($"Recordings/{sid}");

    private OwnedNumber Find(string sid) =>
        network.Options.Numbers.FirstOrDefault(number => number.Sid == sid) ?? throw RestErrorException.NotFound($"IncomingPhoneNumbers/{sid}");

    private Dictionary<string, object?> Shape(OwnedNumber number) => new()
    {
        ["sid"] = number.Sid,
        ["account_sid"] = network.Options.AccountSid,
        ["friendly_name"] = number.FriendlyName,
        ["phone_number"] = number.Number,
        ["voice_url"] = number.VoiceUrl ?? "",
        ["voice_method"] = number.VoiceMethod,
        ["voice_fallback_url"] = number.VoiceFallbackUrl ?? "",
        ["voice_fallback_method"] = number.VoiceFallbackMethod,
        ["voice_application_sid"] = number.VoiceApplicationSid ?? "",
        ["voice_caller_id_lookup"] = false,
        ["status_callback"] = number.StatusCallback ?? "",
        ["status_callback_method"] = number.StatusCallbackMethod,
        ["sms_url"] = number.SmsUrl ?? "",
        ["sms_method"] = number.SmsMethod,
        ["sms_fallback_url"] = number.SmsFallbackUrl ?? "",
        ["sms_fallback_method"] = number.SmsFallbackMethod,
        ["sms_application_sid"] = number.SmsApplicationSid ?? "",
        ["trunk_sid"] = number.TrunkSid,
        ["emergency_status"] = "Inactive",
        ["emergency_address_sid"] = number.EmergencyAddressSid,
        ["emergency_address_status"] = number.EmergencyAddressStatus,
        ["capabilities"] = new Dictionary<string, bool> { ["voice"] = number.CanCall, ["sms"] = number.CanText, ["mms"] = false, ["fax"] = false },
        ["status"] = "in-use",
        ["api_version"] = "2010-04-01",
        ["uri"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}/IncomingPhoneNumbers/{number.Sid}.json",
    };

    private Dictionary<string, object?> Shape(Recording recording) => new()
    {
        ["sid"] = recording.Sid,
        ["account_sid"] = network.Options.AccountSid,
        ["call_sid"] = recording.CallSid,
        ["status"] = "completed",
        ["duration"] = recording.Seconds.ToString(CultureInfo.InvariantCulture),
        ["channels"] = 1,
        ["source"] = recording.Source,
        ["start_time"] = Shapes.Date(recording.StartedUtc),
        ["date_created"] = Shapes.Date(recording.StartedUtc),
        ["uri"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}/Recordings/{recording.Sid}.json",
    };
}
