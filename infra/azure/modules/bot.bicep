// The Azure Bot: Teams' way to the bot, and the bot's identity as Teams knows it.
param name string
param location string
param tags object
param sku string
param identityId string
param appId string
param tenantId string
param host string
param workspaceId string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: location
  tags: tags
  kind: 'azurebot'
  sku: { name: sku }
  properties: {
    displayName: 'BranchBot'
    description: 'The daily routine of a bank\'s branches.'
    endpoint: 'https://${host}/api/messages'
    msaAppId: appId
    msaAppMSIResourceId: identityId
    msaAppTenantId: tenantId
    msaAppType: 'UserAssignedMSI'
    // Web chat and Direct Line would go by keys; nobody needs them.
    disableLocalAuth: true
    isStreamingSupported: false
    schemaTransformationVersion: '1.3'
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: location
    properties: {
      channelName: 'MsTeamsChannel'
      properties: {
        acceptedTerms: true
        enableCalling: false
        isEnabled: true
      }
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bot
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'BotRequest', enabled: true }]
  }
}
