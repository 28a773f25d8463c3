using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>What the service calls its refusals. Source: Microsoft, "Table service error codes".</summary>
public static class TableErrorCode
{
    public const string EntityAlreadyExists = "EntityAlreadyExists";
    public const string ResourceNotFound = "ResourceNotFound";
    public const string TableAlreadyExists = "TableAlreadyExists";
    public const string TableNotFound = "TableNotFound";
    public const string UpdateConditionNotSatisfied = "UpdateConditionNotSatisfied";
}

/// <summary>A batch of which nothing was done.</summary>
public sealed class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException failure)
        : base(failure.Status, failure.Message, failure.ErrorCode, failure)
    {
        // The service puts the index in front: "1:The specified entity already exists."
        var colon = failure.Message.IndexOf(':', StringComparison.Ordinal);
        FailedTransactionActionIndex = colon > 0 && int.TryParse(failure.Message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    /// <summary>From 0; null where the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}

/// <summary>Reads <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>, or else the header: some refusals have no such body.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static readonly TableErrorParser Instance = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = FromBody(response) ?? (response.Headers.TryGetValue("x-ms-error-code", out var code) ? new ResponseError(code, response.ReasonPhrase) : null);
        return error is not null;
    }

    private static ResponseError? FromBody(Response response)
    {
        if (response.ContentStream is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(response.Content);
            var fault = document.RootElement.GetProperty("odata.error");

            // The lines behind the first are the request's id and the time, which the exception has from the headers.
            return new ResponseError(fault.GetProperty("code").GetString(), fault.GetProperty("message").GetProperty("value").GetString()?.Split('\n')[0]);
        }
        catch (Exception strange) when (strange is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
